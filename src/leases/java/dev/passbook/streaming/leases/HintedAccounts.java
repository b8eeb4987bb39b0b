package dev.passbook.streaming.leases;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Hints;
import dev.passbook.streaming.Relay;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * What one shard hints at. The shard is checkpointed only while nothing of it is left to publish: a
 * process that dies leaves to the next one what it had not done.
 */
final class HintedAccounts implements DynamoDBStreamsShardRecordProcessor {
  private static final Logger LOG = Logger.getLogger(HintedAccounts.class);
  private static final Duration ROUND = Duration.ofSeconds(20);

  private final Relay relay;
  private Set<StreamId> left = Set.of();
  private boolean isAheadOfCheckpoint;

  HintedAccounts(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void initialize(InitializationInput shard) {
    LOG.infof("Shard %s is read from here", shard.shardId());
  }

  @Override
  public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
    var accounts = new HashSet<>(left);
    input.records().stream()
        .map(HintedAccounts::hint)
        .flatMap(Optional::stream)
        .forEach(accounts::add);
    left = accounts;
    isAheadOfCheckpoint |= !input.records().isEmpty();
    catchUp();
    if (isAheadOfCheckpoint && left.isEmpty()) {
      checkpoint(input.checkpointer());
      isAheadOfCheckpoint = false;
    }
  }

  private static Optional<StreamId> hint(DynamoDBStreamsClientRecord each) {
    var change = each.getRecord();
    return Hints.of(change.eventNameAsString(), change.dynamodb().keys().get("StreamId").s());
  }

  /** On the library's thread for this shard, which has nothing else to do meanwhile. */
  private void catchUp() {
    if (!left.isEmpty()) {
      left = relay.catchUp(left, Deadline.in(ROUND)).await().indefinitely();
    }
  }

  /** The library begins with the shards that follow on this one when it is checkpointed. */
  @Override
  public void shardEnded(ShardEndedInput input) {
    while (!left.isEmpty()) {
      catchUp();
    }
    checkpoint(input.checkpointer());
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    if (left.isEmpty()) {
      checkpoint(input.checkpointer());
    }
  }

  /** Whoever has it now begins at the last checkpoint. */
  @Override
  public void leaseLost(LeaseLostInput input) {
    left = Set.of();
  }

  private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
    try {
      checkpointer.checkpoint();
    } catch (ShutdownException lost) {
      LOG.debugf("The shard is another's by now: %s", FailureText.of(lost));
    } catch (InvalidStateException e) {
      throw new IllegalStateException("The table of leases is not as it was left", e);
    }
  }
}
