package dev.passbook.streaming.leases;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import com.amazonaws.services.dynamodbv2.streamsadapter.processor.DynamoDBStreamsShardRecordProcessor;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Hints;
import dev.passbook.streaming.Relay;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/**
 * Publishes the accounts that one shard hints at. It checkpoints the shard only when nothing is
 * left to publish, so if the process dies, the next one does what is missing.
 */
final class ShardProcessor implements DynamoDBStreamsShardRecordProcessor {
  private static final Logger LOG = Logger.getLogger(ShardProcessor.class);
  private static final Duration ROUND = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Relay relay;
  private final BooleanSupplier stopping;
  private volatile boolean released;
  private volatile Set<StreamId> left = Set.of();
  private boolean isAheadOfCheckpoint;

  /**
   * Creates the processor of a shard.
   *
   * @param stopping whether the process is about to stop
   */
  ShardProcessor(Relay relay, BooleanSupplier stopping) {
    this.relay = relay;
    this.stopping = stopping;
  }

  @Override
  public void initialize(InitializationInput shard) {
    LOG.infof("This process now reads shard %s", shard.shardId());
  }

  @Override
  public void processRecords(DynamoDBStreamsProcessRecordsInput input) {
    var accounts = new HashSet<>(left);
    input.records().stream()
        .map(ShardProcessor::hint)
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

  /**
   * Blocks the library's thread for this shard, which has nothing else to do. A stop ends the wait,
   * and the next worker continues from the cursors.
   */
  private void catchUp() {
    if (!left.isEmpty() && !mustEnd()) {
      var named = left;
      left =
          Uni.combine()
              .any()
              .of(relay.catchUp(named, Deadline.in(ROUND)), ended().replaceWith(named))
              .await()
              .indefinitely();
    }
  }

  /** Checks regularly, since waiting for a signal would leave a listener behind each time. */
  private Uni<Void> ended() {
    return Multi.createFrom()
        .ticks()
        .every(LOOK)
        .onOverflow()
        .drop()
        .filter(tick -> mustEnd())
        .toUni()
        .replaceWithVoid();
  }

  private boolean mustEnd() {
    return released || stopping.getAsBoolean();
  }

  /**
   * The library starts the shards that follow once this one is checkpointed, so everything in it is
   * published before. Without a checkpoint, the library gives the shard to another worker.
   */
  @Override
  public void shardEnded(ShardEndedInput input) {
    var pause = FIRST_PAUSE;
    catchUp();
    while (!left.isEmpty() && !mustEnd()) {
      LOG.debugf("%d accounts of the shard's end are tried again in %s", left.size(), pause);
      pause(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
      catchUp();
    }
    if (left.isEmpty()) {
      checkpoint(input.checkpointer());
    }
  }

  /** Waits for a pause, or until a stop. */
  private void pause(Duration pause) {
    ended()
        .ifNoItem()
        .after(pause)
        .recoverWithUni(Uni.createFrom().voidItem())
        .await()
        .indefinitely();
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    released = true;
    if (left.isEmpty()) {
      checkpoint(input.checkpointer());
    }
  }

  /** Another worker has the shard now and begins at the last checkpoint. */
  @Override
  public void leaseLost(LeaseLostInput input) {
    released = true;
  }

  private static void checkpoint(RecordProcessorCheckpointer checkpointer) {
    try {
      checkpointer.checkpoint();
    } catch (ShutdownException lost) {
      LOG.debugf("Another worker has the shard now: %s", FailureText.of(lost));
    } catch (InvalidStateException e) {
      throw new IllegalStateException("The table of leases is not as it was left", e);
    }
  }
}
