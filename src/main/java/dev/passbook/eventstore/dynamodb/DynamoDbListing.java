package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.ListingIndex;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Reads a list as a partition of a sparse index. */
final class DynamoDbListing<E> implements Listing<E> {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final RowFormat<?, E> format;
  private final Optional<LocalTable> local;

  /**
   * @param local empty in production
   */
  DynamoDbListing(
      DynamoDbAsyncClient client,
      StoreConfig config,
      EventCodec<?, E> codec,
      Optional<LocalTable> local) {
    this.client = client;
    this.local = local;
    this.table = config.table().name();
    this.format = new RowFormat<>(codec, config);
  }

  @Override
  public Uni<List<RecordedEvent<E>>> page(
      String name, Optional<ListPlace> after, int limit, Deadline deadline) {
    var query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(ListingIndex.NAME)
            .keyConditionExpression("#name = :name")
            .expressionAttributeNames(Map.of("#name", LISTED_UNDER))
            .expressionAttributeValues(Map.of(":name", string(name)))
            .limit(limit)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    after.ifPresent(place -> query.exclusiveStartKey(key(name, place)));
    return DynamoDbCalls.read(
            deadline, timeout -> client.query(query.copy().overrideConfiguration(timeout).build()))
        .map(page -> page.items().stream().map(this::first).toList());
  }

  @Override
  public Uni<List<RecordedEvent<E>>> all(
      String category, Optional<ListPlace> after, int limit, Deadline deadline) {
    return local
        .map(table -> table.firstRows(category, this::isReadable, after, limit, deadline))
        .orElseGet(() -> Uni.createFrom().item(List.of()))
        .map(items -> items.stream().map(this::first).toList());
  }

  private boolean isReadable(Map<String, AttributeValue> item) {
    try {
      first(item);
      return true;
    } catch (UnreadableHistory damaged) {
      return false;
    }
  }

  /** The place need not be in the list, since DynamoDB continues after any key. */
  private static Map<String, AttributeValue> key(String name, ListPlace place) {
    return Map.of(
        LISTED_UNDER, string(name),
        AT, string(Timestamp.format(place.at())),
        STREAM_ID, string(place.stream().value()),
        VERSION, number(1));
  }

  private RecordedEvent<E> first(Map<String, AttributeValue> item) {
    var stream = new StreamId(item.get(STREAM_ID).s());
    return format.read(stream, item).events().get(0);
  }
}
