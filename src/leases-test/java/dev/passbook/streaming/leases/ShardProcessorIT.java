package dev.passbook.streaming.leases;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.dynamodbv2.streamsadapter.adapter.DynamoDBStreamsClientRecord;
import com.amazonaws.services.dynamodbv2.streamsadapter.model.DynamoDBStreamsProcessRecordsInput;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.KinesisPublisher;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.RelayMetrics;
import dev.passbook.streaming.Timelines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;

/** Checks that the end of a shard waits for its last accounts, but doesn't delay a stop. */
class ShardProcessorIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Table table = new Table();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger checkpoints = new AtomicInteger();
  private final RecordProcessorCheckpointer checkpointer =
      (RecordProcessorCheckpointer)
          Proxy.newProxyInstance(
              ShardProcessorIT.class.getClassLoader(),
              new Class<?>[] {RecordProcessorCheckpointer.class},
              (proxy, method, arguments) -> counted());

  private final ShardProcessor accounts = new ShardProcessor(relay(), stopping::get);

  private Object counted() {
    checkpoints.incrementAndGet();
    return null;
  }

  private Relay relay() {
    var config = new NamedTable("Passbook");
    var clock = Clock.systemUTC();
    return new Relay(
        new DynamoDbEventStore<>(table, config, new AccountCodec()),
        new Cursors(table, config),
        new Timelines(new TableFacts(table, config)),
        new KinesisPublisher(null, "events"),
        new RelayMetrics(new SimpleMeterRegistry(), clock),
        clock);
  }

  /** Ends a shard whose only account can't be read. */
  private CompletableFuture<Void> end() {
    var change =
        Record.builder()
            .eventName(OperationType.INSERT)
            .dynamodb(
                d ->
                    d.sequenceNumber("1")
                        .keys(Map.of("StreamId", AttributeValue.fromS("account-1"))))
            .build();
    accounts.processRecords(
        DynamoDBStreamsProcessRecordsInput.builder()
            .records(List.of(DynamoDBStreamsClientRecord.fromRecord(change)))
            .checkpointer(checkpointer)
            .build());
    var input = ShardEndedInput.builder().checkpointer(checkpointer).build();
    var ended = CompletableFuture.runAsync(() -> accounts.shardEnded(input));
    await().atMost(PATIENCE).until(() -> table.asked.get() >= 3);
    return ended;
  }

  private void assertEndsWithCheckpoints(CompletableFuture<Void> ended, int expected) {
    await().atMost(PATIENCE).until(ended::isDone);
    assertTrue(!ended.isCompletedExceptionally());
    assertEquals(expected, checkpoints.get());
  }

  @Test
  void theEndIsCheckpointedOnceTheLastAccountIsPublished() {
    var ended = end();
    assertEquals(0, checkpoints.get());

    table.isOutOfReach = false;

    assertEndsWithCheckpoints(ended, 1);
  }

  @Test
  void aStopOfTheProcessLeavesTheShardToTheNextWorker() {
    var ended = end();

    stopping.set(true);

    assertEndsWithCheckpoints(ended, 0);
  }

  @Test
  void aRequestedShutdownLeavesTheShardToTheNextWorker() {
    var ended = end();

    accounts.shutdownRequested(ShutdownRequestedInput.builder().checkpointer(checkpointer).build());

    assertEndsWithCheckpoints(ended, 0);
  }

  @Test
  void aLostLeaseLeavesTheShardToTheNextWorker() {
    var ended = end();

    accounts.leaseLost(LeaseLostInput.builder().build());

    assertEndsWithCheckpoints(ended, 0);
  }

  /** Fails at once until the test makes the table available; after that it is empty. */
  private static final class Table implements DynamoDbAsyncClient {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isOutOfReach = true;

    @Override
    public CompletableFuture<GetItemResponse> getItem(GetItemRequest get) {
      asked.incrementAndGet();
      return isOutOfReach
          ? CompletableFuture.failedFuture(
              DynamoDbException.builder()
                  .statusCode(400)
                  .awsErrorDetails(
                      AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
                  .build())
          : CompletableFuture.completedFuture(GetItemResponse.builder().build());
    }

    @Override
    public CompletableFuture<QueryResponse> query(QueryRequest query) {
      return CompletableFuture.completedFuture(
          QueryResponse.builder().items(List.of()).count(0).build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
