package dev.passbook.bench.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A table of cursors in memory that takes as long as DynamoDB. It has a single writer. */
final class SlowTable implements DynamoDbAsyncClient {
  private static final Duration READ = Duration.ofMillis(4);
  private static final Duration WRITE = Duration.ofMillis(7);

  private final Map<String, Map<String, AttributeValue>> cursors = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();

  long reads() {
    return reads.get();
  }

  long writes() {
    return writes.get();
  }

  @Override
  public CompletableFuture<GetItemResponse> getItem(GetItemRequest get) {
    reads.incrementAndGet();
    var row = cursors.get(get.key().get("StreamId").s());
    return CompletableFuture.supplyAsync(
        () -> GetItemResponse.builder().item(row).build(), SteadyAccounts.late(READ));
  }

  @Override
  public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest update) {
    writes.incrementAndGet();
    var row = new HashMap<>(update.key());
    row.put("Passed", update.expressionAttributeValues().get(":version"));
    row.put("Receipt", update.expressionAttributeValues().get(":receipt"));
    cursors.put(update.key().get("StreamId").s(), row);
    return CompletableFuture.supplyAsync(
        () -> UpdateItemResponse.builder().build(), SteadyAccounts.late(WRITE));
  }

  @Override
  public CompletableFuture<PutItemResponse> putItem(PutItemRequest put) {
    return CompletableFuture.completedFuture(PutItemResponse.builder().build());
  }

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
