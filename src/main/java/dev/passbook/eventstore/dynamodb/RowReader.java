package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
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

/** Reads a stream's rows, strongly consistent. One Query is enough unless the rows are huge. */
final class RowReader<S, E> {
  private static final Map<String, String> NAMES =
      Map.of("#stream", STREAM_ID, "#version", VERSION);

  private final DynamoDbAsyncClient client;
  private final String table;
  private final RowFormat<S, E> format;

  RowReader(DynamoDbAsyncClient client, String table, RowFormat<S, E> format) {
    this.client = client;
    this.table = table;
    this.format = format;
  }

  /** Reads the rows of a range, up to its limit. */
  Uni<List<Row<S, E>>> read(RowRange range, Deadline deadline) {
    return items(range, deadline)
        .map(items -> items.stream().map(item -> format.read(range.stream(), item)).toList());
  }

  /** Reads the items of a range with one Query. They are fewer than its limit if they are large. */
  Uni<List<Map<String, AttributeValue>>> page(RowRange range, Deadline deadline) {
    return page(range, new Part(range.limit(), null), deadline).map(QueryResponse::items);
  }

  /**
   * Reads the rows of a range with one Query. Large rows are fewer than its limit. The result
   * includes rows that can't be read.
   */
  Uni<List<StoredCommit<S, E>>> readEach(RowRange range, Deadline deadline) {
    return page(range, deadline)
        .map(items -> items.stream().map(item -> readEach(range.stream(), item)).toList());
  }

  private StoredCommit<S, E> readEach(StreamId stream, Map<String, AttributeValue> item) {
    try {
      return format.read(stream, item);
    } catch (UnreadableHistory e) {
      return new DamagedRow<>(e.version(), e);
    }
  }

  /**
   * Adds a snapshot to a row that has none, or replaces one of another schema. A failure is
   * ignored, since the snapshot only makes later reads cheaper.
   *
   * @return whether the snapshot was written
   */
  Uni<Boolean> putSnapshot(Row<S, E> row, Snapshot<S> snapshot, Deadline deadline) {
    var value = format.snapshot(snapshot);
    return DynamoDbCalls.attempt(
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

  /** A page of DynamoDB ends at 1 MB, so the rest of the limit is read from there on. */
  private Uni<List<Map<String, AttributeValue>>> items(RowRange range, Deadline deadline) {
    var all = new Part(range.limit(), null);
    return page(range, all, deadline)
        .chain(
            first ->
                rest(all, first).isEmpty()
                    ? Uni.createFrom().item(first.items())
                    : further(range, all, first, deadline));
  }

  /**
   * What is still to be read of a range.
   *
   * @param limit the most rows
   * @param after the key of the last row that was read; null at the beginning
   */
  private record Part(int limit, Map<String, AttributeValue> after) {}

  private Uni<List<Map<String, AttributeValue>>> further(
      RowRange range, Part all, QueryResponse first, Deadline deadline) {
    var items = new ArrayList<>(first.items());
    return Loop.until(
            Optional::isEmpty,
            rest(all, first),
            next -> page(range, next.get(), deadline).map(page -> take(items, next.get(), page)))
        .replaceWith(items);
  }

  private static Optional<Part> take(
      List<Map<String, AttributeValue>> items, Part part, QueryResponse page) {
    items.addAll(page.items());
    return rest(part, page);
  }

  private static Optional<Part> rest(Part part, QueryResponse page) {
    var left = part.limit() - page.count();
    return left == 0 || !page.hasLastEvaluatedKey()
        ? Optional.empty()
        : Optional.of(new Part(left, page.lastEvaluatedKey()));
  }

  private Uni<QueryResponse> page(RowRange range, Part part, Deadline deadline) {
    return DynamoDbCalls.read(
        deadline,
        timeout -> client.query(query(range, part).overrideConfiguration(timeout).build()));
  }

  private QueryRequest.Builder query(RowRange range, Part part) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("#stream = :stream AND #version BETWEEN :from AND :to")
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(
            Map.of(
                ":stream", string(range.stream().value()),
                ":from", number(range.from()),
                ":to", number(range.upTo())))
        .exclusiveStartKey(part.after())
        .scanIndexForward(!range.newestFirst())
        .limit(part.limit())
        .consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
  }
}
