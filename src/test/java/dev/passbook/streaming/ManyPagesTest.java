package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.eventstore.dynamodb.TableFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

/** Checks that any number of pages takes no stack, even from services that complete at once. */
@Timeout(600)
class ManyPagesTest {
  private static final int PAGES = 20_100;

  private final Tables tables = new Tables();
  private final Kinesis kinesis = new Kinesis();
  private final KinesisPublisher publisher = new KinesisPublisher(kinesis, "events");
  private final OneEventAPage store = new OneEventAPage(PAGES);
  private final StreamId account = StreamedTable.account();

  @Test
  void aSweepOverAllAccounts() {
    var config = new NamedTable("Passbook");
    var sweep =
        new AccountScan(
            new AccountList(tables, config), new Checkpoints(tables, config), Clock.systemUTC());
    var seen = new AtomicInteger();

    get(
        sweep.over(
            "all",
            page -> {
              seen.addAndGet(page.size());
              return Uni.createFrom().voidItem();
            },
            rows -> {}));

    assertEquals(PAGES, seen.get());
  }

  @Test
  void aReplayOfALongHistory() {
    var replay = new Replay(store, publisher, Timeline.FIRST, "again", 1_000_000_000, () -> {});

    get(replay.of(List.of(account), Replay.version(1)));

    assertEquals(PAGES, kinesis.taken.get());
  }

  @Test
  void thePassageOfALongHistory() {
    var clock = Clock.systemUTC();
    var relay =
        new Relay(
            store,
            new Cursors(tables, new NamedTable("Passbook")),
            new Timelines(new TableFacts(tables, "Passbook")),
            publisher,
            new RelayMetrics(new SimpleMeterRegistry(), clock),
            clock);

    var cursor = get(relay.catchUp(account, Deadline.in(Duration.ofMinutes(1))));

    assertEquals(PAGES, cursor.version());
    assertEquals(PAGES, kinesis.taken.get());
  }

  @Test
  void aStreamOfManyShards() {
    var shards = new Shards();

    get(new TableStream(tables, shards, "Passbook", arn -> {}).look());

    assertEquals(PAGES, shards.read.get());
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /** Holds one account on each page and stores what is written. */
  private static final class Tables implements DynamoDbAsyncClient {
    private final AtomicInteger scanned = new AtomicInteger();

    @Override
    public CompletableFuture<ScanResponse> scan(ScanRequest scan) {
      var first =
          Map.of(
              "StreamId", AttributeValue.fromS(StreamedTable.account().value()),
              "Version", AttributeValue.fromN("1"));
      var page = ScanResponse.builder().items(List.of(first)).scannedCount(1);
      return done(
          scanned.incrementAndGet() < PAGES ? page.lastEvaluatedKey(first).build() : page.build());
    }

    @Override
    public CompletableFuture<GetItemResponse> getItem(GetItemRequest get) {
      return done(GetItemResponse.builder().build());
    }

    @Override
    public CompletableFuture<PutItemResponse> putItem(PutItemRequest put) {
      return done(PutItemResponse.builder().build());
    }

    @Override
    public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest update) {
      return done(UpdateItemResponse.builder().build());
    }

    @Override
    public CompletableFuture<DescribeTableResponse> describeTable(DescribeTableRequest describe) {
      return done(DescribeTableResponse.builder().table(t -> t.latestStreamArn("arn")).build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  /** Holds one shard on each page. */
  private static final class Shards implements DynamoDbStreamsAsyncClient {
    private final AtomicInteger read = new AtomicInteger();

    @Override
    public CompletableFuture<DescribeStreamResponse> describeStream(DescribeStreamRequest page) {
      var after = page.exclusiveStartShardId();
      var number = after == null ? 1 : Integer.parseInt(after) + 1;
      var shard = Shard.builder().shardId(Integer.toString(number)).build();
      var next = number < PAGES ? shard.shardId() : null;
      return done(
          DescribeStreamResponse.builder()
              .streamDescription(s -> s.shards(shard).lastEvaluatedShardId(next))
              .build());
    }

    @Override
    public CompletableFuture<GetShardIteratorResponse> getShardIterator(
        GetShardIteratorRequest from) {
      return done(GetShardIteratorResponse.builder().shardIterator(from.shardId()).build());
    }

    @Override
    public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest from) {
      read.incrementAndGet();
      return done(GetRecordsResponse.builder().records(List.of()).build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  private static final class Kinesis implements KinesisAsyncClient {
    private final AtomicInteger taken = new AtomicInteger();

    @Override
    public CompletableFuture<PutRecordResponse> putRecord(PutRecordRequest put) {
      return done(
          PutRecordResponse.builder()
              .sequenceNumber(Integer.toString(taken.incrementAndGet()))
              .build());
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }
}
