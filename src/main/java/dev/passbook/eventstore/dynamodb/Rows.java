package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.Attributes.number;
import static dev.passbook.eventstore.dynamodb.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** The rows of a stream, read strongly consistently: by one Query but where rows are huge. */
final class Rows<S, E> {
  private final DynamoDbAsyncClient client;
  private final String table;
  private final RowFormat<S, E> format;

  Rows(DynamoDbAsyncClient client, String table, RowFormat<S, E> format) {
    this.client = client;
    this.table = table;
    this.format = format;
  }

  /** The rows of a slice; as many as its limit allows. */
  Uni<List<Row<S, E>>> read(Slice slice, Deadline deadline) {
    return items(query(slice), deadline)
        .map(items -> items.stream().map(item -> format.read(slice.stream(), item)).toList());
  }

  /**
   * Puts a snapshot on a row that has none, or one of another schema. It only saves later reads
   * time, so its failure is no one's.
   *
   * @return whether it did
   */
  Uni<Boolean> putSnapshot(Row<S, E> row, Snapshot<S> snapshot, Deadline deadline) {
    var value = format.snapshot(snapshot);
    return Calls.attempt(
            deadline,
            timeout ->
                client.updateItem(
                    update ->
                        update
                            .tableName(table)
                            .key(
                                Map.of(
                                    STREAM_ID, string(snapshot.stream().value()),
                                    VERSION, number(row.version())))
                            .updateExpression("SET #snapshot = :snapshot")
                            .conditionExpression(
                                "attribute_exists(#events) AND"
                                    + " (attribute_not_exists(#snapshot) OR"
                                    + " #snapshot.#schema <> :schema)")
                            .expressionAttributeNames(
                                Map.of("#events", EVENTS, "#snapshot", SNAPSHOT, "#schema", SCHEMA))
                            .expressionAttributeValues(
                                Map.of(":snapshot", value, ":schema", value.m().get(SCHEMA)))
                            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                            .overrideConfiguration(timeout)))
        .replaceWith(true)
        .onFailure(CallFailure.class)
        .recoverWithItem(false);
  }

  private QueryRequest query(Slice slice) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("#stream = :stream AND #version BETWEEN :from AND :to")
        .expressionAttributeNames(Map.of("#stream", STREAM_ID, "#version", VERSION))
        .expressionAttributeValues(
            Map.of(
                ":stream", string(slice.stream().value()),
                ":from", number(slice.from()),
                ":to", number(slice.upTo())))
        .scanIndexForward(!slice.newestFirst())
        .limit(slice.limit())
        .consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  /** A page ends at 1 MB: what the limit still allows is asked for from there on. */
  private Uni<List<Map<String, AttributeValue>>> items(QueryRequest query, Deadline deadline) {
    return page(query, deadline)
        .chain(
            first ->
                rest(query, first).isEmpty()
                    ? Uni.createFrom().item(first.items())
                    : further(query, first, deadline));
  }

  private Uni<List<Map<String, AttributeValue>>> further(
      QueryRequest query, QueryResponse first, Deadline deadline) {
    var items = new ArrayList<>(first.items());
    return Loop.until(
            Optional::isEmpty,
            rest(query, first),
            next -> page(next.get(), deadline).map(page -> take(items, next.get(), page)))
        .replaceWith(items);
  }

  private static Optional<QueryRequest> take(
      List<Map<String, AttributeValue>> items, QueryRequest query, QueryResponse page) {
    items.addAll(page.items());
    return rest(query, page);
  }

  private static Optional<QueryRequest> rest(QueryRequest query, QueryResponse page) {
    var left = query.limit() - page.count();
    return left == 0 || !page.hasLastEvaluatedKey()
        ? Optional.empty()
        : Optional.of(
            query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).limit(left).build());
  }

  private Uni<QueryResponse> page(QueryRequest query, Deadline deadline) {
    return Calls.read(
        deadline,
        timeout -> client.query(query.toBuilder().overrideConfiguration(timeout).build()));
  }
}
