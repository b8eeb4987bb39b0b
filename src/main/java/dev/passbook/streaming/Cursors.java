package dev.passbook.streaming;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;
import static dev.passbook.streaming.CursorFormat.PARKED;
import static dev.passbook.streaming.CursorFormat.PARKED_LIST;
import static dev.passbook.streaming.CursorFormat.PASSED;
import static dev.passbook.streaming.CursorFormat.RECEIPT;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.Cursor.Parked;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Stores the cursors in rows of the table itself. A write succeeds only if the cursor is still at
 * the version that was read, so of two writers one learns that it was too late.
 */
@Singleton
public final class Cursors {
  private static final String IS_UNCHANGED = "Passed = :from";
  private static final String IS_NEW_OR_UNCHANGED =
      "attribute_not_exists(Passed) OR Passed = :from";

  private final DynamoDbAsyncClient client;
  private final String table;

  public Cursors(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  /**
   * Reads a cursor, strongly consistent. Returns {@link Cursor#start} if nothing has been
   * published.
   */
  public Uni<Cursor> read(StreamId stream, Deadline deadline) {
    return find(stream, deadline).map(found -> found.orElseGet(() -> Cursor.start(stream)));
  }

  /**
   * Reads a cursor, strongly consistent. Returns nothing if there is none. Fails with {@link
   * UnreadableCursor} if its row is damaged.
   */
  public Uni<Optional<Cursor>> find(StreamId stream, Deadline deadline) {
    return DynamoDbCalls.row(client, table, CursorFormat.key(stream), deadline)
        .map(row -> row.isEmpty() ? null : CursorFormat.read(row))
        .map(Optional::ofNullable);
  }

  /**
   * Moves a cursor to a version, clears its parking and takes it out of the list of parked
   * accounts.
   *
   * @return whether it was moved; if not, another process has moved it
   */
  public Uni<Boolean> move(Cursor from, long version, String receipt, Deadline deadline) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":version", number(version));
    var set = "SET " + PASSED + " = :version";
    if (receipt != null) {
      values.put(":receipt", string(receipt));
      set += ", " + RECEIPT + " = :receipt";
    }
    return update(
        from, set + " REMOVE " + PARKED + ", " + LISTED_UNDER + ", #at", values, deadline);
  }

  /**
   * Parks a stream and lists it among the parked accounts, with one write.
   *
   * @return whether it was parked; if not, another process has moved the cursor
   */
  public Uni<Boolean> park(Cursor at, Parked parked, Deadline deadline) {
    var values =
        Map.of(
            ":version", number(at.version()),
            ":parked", CursorFormat.parked(parked),
            ":list", string(PARKED_LIST),
            ":at", string(Timestamp.format(parked.at())));
    var set =
        "SET %s = :version, %s = :parked, %s = :list, #at = :at"
            .formatted(PASSED, PARKED, LISTED_UNDER);
    return update(at, set, values, deadline);
  }

  private Uni<Boolean> update(
      Cursor from, String change, Map<String, AttributeValue> values, Deadline deadline) {
    var bound = new HashMap<>(values);
    bound.put(":from", number(from.version()));
    var request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(CursorFormat.key(from.stream()))
            .updateExpression(change)
            .conditionExpression(from.version() == 0 ? IS_NEW_OR_UNCHANGED : IS_UNCHANGED)
            .expressionAttributeNames(Map.of("#at", AT))
            .expressionAttributeValues(bound)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .build();
    return DynamoDbCalls.update(client, request, deadline);
  }
}
