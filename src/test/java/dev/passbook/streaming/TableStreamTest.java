package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/** Checks that hints read from one shard are passed on, whatever happens to the others. */
class TableStreamTest {
  private final StreamId one = StreamedTable.account();
  private final StreamId other = StreamedTable.account();
  private final Shards shards = new Shards();
  private final TableStream stream = new TableStream(new Tables(), shards, "Passbook", arn -> {});

  @Test
  void aFailedShardLosesNoHintOfTheOthers() {
    var throttled = new CompletableFuture<GetRecordsResponse>();
    shards.answers("first", List.of(records("1", one), records("2")));
    shards.answers("second", List.of(throttled, records("1", other)));

    var look = stream.look().subscribeAsCompletionStage();
    throttled.completeExceptionally(LimitExceededException.builder().build());

    assertEquals(Set.of(one), look.join());
    assertEquals(Set.of(other), get(stream.look()));
  }

  @Test
  void aFailedShardResumesWhereItStopped() {
    shards.answers(
        "only",
        List.of(
            records("1", one),
            CompletableFuture.failedFuture(LimitExceededException.builder().build()),
            records("2", other)));

    assertEquals(Set.of(one), get(stream.look()));
    assertEquals(Set.of(), get(stream.look()));
    assertEquals(Set.of(other), get(stream.look()));
    assertEquals(List.of("only@0", "only@1", "only@1"), shards.asked);
  }

  private static CompletableFuture<GetRecordsResponse> records(String at, StreamId... accounts) {
    return CompletableFuture.completedFuture(
        GetRecordsResponse.builder()
            .records(List.of(accounts).stream().map(each -> record(at, each)).toList())
            .nextShardIterator(at)
            .build());
  }

  private static Record record(String at, StreamId account) {
    return Record.builder()
        .eventName(OperationType.INSERT)
        .dynamodb(
            change ->
                change
                    .sequenceNumber(at)
                    .keys(Map.of("StreamId", AttributeValue.fromS(account.value()))))
        .build();
  }

  /** A database with a single table. */
  private static final class Tables implements DynamoDbAsyncClient {
    @Override
    public CompletableFuture<DescribeTableResponse> describeTable(DescribeTableRequest describe) {
      return CompletableFuture.completedFuture(
          DescribeTableResponse.builder().table(table -> table.latestStreamArn("arn")).build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  /** Shards with prepared responses. An iterator names a shard and a position in it. */
  private static final class Shards implements DynamoDbStreamsAsyncClient {
    private final Map<String, Queue<CompletableFuture<GetRecordsResponse>>> answers =
        new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    void answers(String shard, List<CompletableFuture<GetRecordsResponse>> prepared) {
      answers.put(shard, new ArrayDeque<>(prepared));
    }

    @Override
    public CompletableFuture<DescribeStreamResponse> describeStream(DescribeStreamRequest all) {
      var found =
          answers.keySet().stream().map(each -> Shard.builder().shardId(each).build()).toList();
      return CompletableFuture.completedFuture(
          DescribeStreamResponse.builder()
              .streamDescription(stream -> stream.shards(found))
              .build());
    }

    @Override
    public CompletableFuture<GetShardIteratorResponse> getShardIterator(
        GetShardIteratorRequest from) {
      return CompletableFuture.completedFuture(
          GetShardIteratorResponse.builder().shardIterator(from.shardId() + "@0").build());
    }

    @Override
    public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest from) {
      asked.add(from.shardIterator());
      var shard = from.shardIterator().split("@")[0];
      return answers
          .get(shard)
          .remove()
          .thenApply(
              answer ->
                  answer.toBuilder()
                      .nextShardIterator(shard + "@" + answer.nextShardIterator())
                      .build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
