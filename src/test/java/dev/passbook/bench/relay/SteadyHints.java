package dev.passbook.bench.relay;

import dev.passbook.eventstore.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * The table's stream of accounts that record events in turn, at a steady rate. As in AWS, a shard
 * has at most 1,000 records a second, and a read returns at most 1,000.
 */
final class SteadyHints implements DynamoDbStreamsAsyncClient {
  private static final int MOST = 1_000;
  private static final Duration READ = Duration.ofMillis(10);

  private final List<StreamId> accounts;
  private final double rowsASecond;
  private final int shards;
  private final long start = System.nanoTime();

  SteadyHints(List<StreamId> accounts, double rowsASecond) {
    this.accounts = accounts;
    this.rowsASecond = rowsASecond;
    this.shards = (int) Math.ceil(rowsASecond / MOST);
  }

  @Override
  public CompletableFuture<DescribeStreamResponse> describeStream(DescribeStreamRequest all) {
    var found =
        IntStream.range(0, shards)
            .mapToObj(number -> Shard.builder().shardId(Integer.toString(number)).build())
            .toList();
    return CompletableFuture.completedFuture(
        DescribeStreamResponse.builder().streamDescription(stream -> stream.shards(found)).build());
  }

  @Override
  public CompletableFuture<GetShardIteratorResponse> getShardIterator(
      GetShardIteratorRequest from) {
    return CompletableFuture.completedFuture(
        GetShardIteratorResponse.builder().shardIterator(from.shardId() + "@0").build());
  }

  @Override
  public CompletableFuture<GetRecordsResponse> getRecords(GetRecordsRequest from) {
    var place = from.shardIterator().split("@");
    var first = Long.parseLong(place[1]);
    var seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    var end = Math.min(first + MOST, (long) (seconds * rowsASecond / shards));
    var records =
        LongStream.range(first, end)
            .mapToObj(number -> record(Integer.parseInt(place[0]), number))
            .toList();
    return CompletableFuture.supplyAsync(
        () ->
            GetRecordsResponse.builder()
                .records(records)
                .nextShardIterator(place[0] + "@" + Math.max(first, end))
                .build(),
        SteadyAccounts.late(READ));
  }

  private Record record(int shard, long number) {
    var account = accounts.get((int) ((number * shards + shard) % accounts.size()));
    return Record.builder()
        .eventName(OperationType.INSERT)
        .dynamodb(
            change ->
                change
                    .sequenceNumber(Long.toString(number))
                    .keys(Map.of("StreamId", AttributeValue.fromS(account.value()))))
        .build();
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
