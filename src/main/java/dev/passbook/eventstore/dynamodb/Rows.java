package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.Attributes.number;
import static dev.passbook.eventstore.dynamodb.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

  /** Those that begin up to a version, newest first; as many as the limit allows. */
  Uni<List<Row<S, E>>> upTo(Slice slice, Deadline deadline) {
    var query = query(slice.stream(), "<=", slice.upTo(), slice.limit()).scanIndexForward(false);
    return read(slice.stream(), query, deadline);
  }

  /** The rows that begin after a version, oldest first; as many as the limit allows. */
  Uni<List<Row<S, E>>> after(StreamId stream, long version, int limit, Deadline deadline) {
    return read(stream, query(stream, ">", version, limit), deadline);
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

  private QueryRequest.Builder query(StreamId stream, String comparison, long version, int limit) {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("#stream = :stream AND #version " + comparison + " :version")
        .expressionAttributeNames(Map.of("#stream", STREAM_ID, "#version", VERSION))
        .expressionAttributeValues(
            Map.of(":stream", string(stream.value()), ":version", number(version)))
        .limit(limit)
        .consistentRead(true)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
  }

  private Uni<List<Row<S, E>>> read(
      StreamId stream, QueryRequest.Builder query, Deadline deadline) {
    return pages(query.build(), deadline)
        .map(items -> items.stream().map(item -> format.read(stream, item)).toList());
  }

  /** A page ends at 1 MB: what the limit still allows is asked for from there on. */
  private Uni<List<Map<String, AttributeValue>>> pages(QueryRequest query, Deadline deadline) {
    return Calls.read(
            deadline,
            timeout -> client.query(query.toBuilder().overrideConfiguration(timeout).build()))
        .chain(page -> withNext(query, page, deadline));
  }

  private Uni<List<Map<String, AttributeValue>>> withNext(
      QueryRequest query, QueryResponse page, Deadline deadline) {
    var left = query.limit() - page.count();
    if (left == 0 || !page.hasLastEvaluatedKey()) {
      return Uni.createFrom().item(page.items());
    }
    var rest = query.toBuilder().exclusiveStartKey(page.lastEvaluatedKey()).limit(left).build();
    return pages(rest, deadline)
        .map(items -> Stream.concat(page.items().stream(), items.stream()).toList());
  }
}
