package dev.passbook.bench;

import dev.passbook.bench.load.Operation;
import dev.passbook.eventstore.Marker;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * The bare SDK making the calls that the service can't avoid: the store's own calls, recorded and
 * repeated with other keys.
 */
final class Floor {
  private static final String STREAM_ID = "StreamId";
  private static final String VERSION = "Version";

  private final DynamoDbAsyncClient client;
  private final Histories histories;
  private final AtomicLong versions = new AtomicLong();

  Floor(DynamoDbAsyncClient client, Histories histories) {
    this.client = client;
    this.histories = histories;
  }

  /** Each client appends to its own stream. */
  Operation putItem() {
    var template =
        ((PutItemRequest) histories.creditAsSent(Optional.empty()))
            .toBuilder().overrideConfiguration(none -> {}).build();
    var streams = newStreams();
    return calling(
        client ->
            this.client.putItem(
                template.toBuilder()
                    .item(moved(template.item(), streams.get(client), versions.incrementAndGet()))
                    .build()));
  }

  /** Reads the newest rows of these accounts in turn. */
  Operation query(Accounts accounts) {
    var template =
        ((QueryRequest) histories.loadAsSent(accounts.next(0)))
            .toBuilder().overrideConfiguration(none -> {}).build();
    return calling(client -> this.client.query(of(template, "account-" + accounts.next(client))));
  }

  /** Writes a row and an idempotency key's marker, as a keyed credit does. */
  Operation transactWriteItems() {
    var marker =
        new Marker(
            "0".repeat(64),
            "0".repeat(64),
            UUID.randomUUID().toString(),
            Map.of("Status", 201L, "Body", "0".repeat(200)),
            Instant.EPOCH,
            Instant.EPOCH);
    var template =
        ((TransactWriteItemsRequest) histories.creditAsSent(Optional.of(marker)))
            .toBuilder().overrideConfiguration(none -> {}).build();
    var streams = newStreams();
    return calling(client -> this.client.transactWriteItems(of(template, streams.get(client))));
  }

  private TransactWriteItemsRequest of(TransactWriteItemsRequest template, String stream) {
    var version = versions.incrementAndGet();
    var row = template.transactItems().get(0).put();
    var marker = template.transactItems().get(1).put();
    return template.toBuilder()
        .transactItems(put(row, stream, version), put(marker, stream + "-" + version, 0))
        .clientRequestToken(new UUID(0, version).toString())
        .build();
  }

  private static TransactWriteItem put(Put template, String stream, long version) {
    var put = template.toBuilder().item(moved(template.item(), stream, version)).build();
    return TransactWriteItem.builder().put(put).build();
  }

  private static QueryRequest of(QueryRequest template, String stream) {
    var values = new LinkedHashMap<>(template.expressionAttributeValues());
    values.put(":stream", AttributeValue.fromS(stream));
    return template.toBuilder().expressionAttributeValues(values).build();
  }

  private static Map<String, AttributeValue> moved(
      Map<String, AttributeValue> row, String stream, long version) {
    var moved = new LinkedHashMap<>(row);
    moved.put(STREAM_ID, AttributeValue.fromS(stream));
    moved.put(VERSION, AttributeValue.fromN(Long.toString(version)));
    return moved;
  }

  private static List<String> newStreams() {
    return Stream.generate(() -> "floor-" + UUID.randomUUID()).limit(Accounts.CLIENTS).toList();
  }

  private static Operation calling(IntFunction<CompletableFuture<?>> call) {
    return (client, outcome) ->
        call.apply(client).whenComplete((answer, failure) -> outcome.answered(failure == null));
  }
}
