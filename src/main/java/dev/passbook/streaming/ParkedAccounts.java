package dev.passbook.streaming;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.ListingIndex;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.Cursor.Parked;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * Lists the accounts that are parked at present. Their cursors are in the table's sparse index, so
 * one eventually consistent Query finds them. It costs half a read unit while there are none, and
 * another half for about forty of them.
 */
public final class ParkedAccounts {
  /** The largest number that is counted. It bounds what a count costs. */
  public static final int MOST = 1_000;

  private final DynamoDbAsyncClient client;
  private final String table;
  private final Cursors cursors;

  /**
   * How many accounts are parked.
   *
   * @param accounts at most {@link ParkedAccounts#MOST}
   * @param since since when the first of them is parked
   */
  public record Count(int accounts, Optional<Instant> since) {}

  public ParkedAccounts(DynamoDbAsyncClient client, StoreConfig config, Cursors cursors) {
    this.client = client;
    this.table = config.table().name();
    this.cursors = cursors;
  }

  /** Counts the parked accounts. */
  public Uni<Count> count(Deadline deadline) {
    return query(MOST, deadline).map(ParkedAccounts::count);
  }

  /**
   * Returns the cursors of the parked accounts, the one that is parked longest first.
   *
   * @param limit the most accounts, up to {@link #MOST}
   */
  public Uni<List<Cursor>> list(int limit, Deadline deadline) {
    return query(limit, deadline)
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found.items()))
        .onItem()
        .transformToUni(row -> parked(row, deadline))
        .concatenate()
        .select()
        .where(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList();
  }

  /** The index may show an account for a moment longer than it is parked. */
  private Uni<Optional<Cursor>> parked(Map<String, AttributeValue> row, Deadline deadline) {
    return cursors
        .find(CursorFormat.stream(row), deadline)
        .map(found -> found.filter(cursor -> cursor.parked().isPresent()))
        .onFailure(UnreadableCursor.class)
        .recoverWithItem(damaged -> Optional.of(unreadable(row, damaged)));
  }

  /** An operator must see the account all the same, so the damage is the reason. */
  private static Cursor unreadable(Map<String, AttributeValue> row, Throwable damaged) {
    var since = Timestamp.parse(row.get(AT).s());
    return Cursor.start(CursorFormat.stream(row))
        .parkedAs(new Parked(1, FailureText.of(damaged), since));
  }

  private static Count count(QueryResponse found) {
    var first = found.items().stream().findFirst().map(row -> row.get(AT).s());
    return new Count(found.items().size(), first.map(Timestamp::parse));
  }

  private Uni<QueryResponse> query(int limit, Deadline deadline) {
    var query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(ListingIndex.NAME)
            .keyConditionExpression("#list = :parked")
            .projectionExpression("#stream, #at")
            .expressionAttributeNames(
                Map.of("#list", LISTED_UNDER, "#stream", STREAM_ID, "#at", AT))
            .expressionAttributeValues(Map.of(":parked", string(CursorFormat.PARKED_LIST)))
            .limit(limit)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    return DynamoDbCalls.read(
        deadline, timeout -> client.query(query.copy().overrideConfiguration(timeout).build()));
  }
}
