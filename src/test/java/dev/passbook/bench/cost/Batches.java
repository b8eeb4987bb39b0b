package dev.passbook.bench.cost;

import dev.passbook.eventstore.dynamodb.ItemSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How the events of one account are stored in rows. A row holds several events where their commands
 * waited together.
 *
 * @param units the cost of writing these rows one by one
 */
public record Batches(long rows, long events, long largest, double units) {
  /** The write units that DynamoDB allows one partition per second. */
  private static final int UNITS_A_PARTITION = 1_000;

  /** Reads the rows of an account that begin after a version. */
  public static Batches of(
      DynamoDbAsyncClient client, String table, UUID account, long afterVersion) {
    List<Map<String, AttributeValue>> rows = new ArrayList<>();
    client
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("StreamId = :stream AND Version > :version")
                    .expressionAttributeValues(
                        Map.of(
                            ":stream", AttributeValue.fromS("account-" + account),
                            ":version", AttributeValue.fromN(Long.toString(afterVersion))))
                    .consistentRead(true))
        .items()
        .subscribe(rows::add)
        .join();
    return of(rows);
  }

  /** Returns the version of an account's newest event. */
  public static long head(DynamoDbAsyncClient client, String table, UUID account) {
    var newest =
        client
            .query(
                query ->
                    query
                        .tableName(table)
                        .keyConditionExpression("StreamId = :stream")
                        .expressionAttributeValues(
                            Map.of(":stream", AttributeValue.fromS("account-" + account)))
                        .scanIndexForward(false)
                        .limit(1)
                        .consistentRead(true))
            .join()
            .items()
            .get(0);
    return Long.parseLong(newest.get("Version").n()) + events(newest) - 1;
  }

  static Batches of(List<Map<String, AttributeValue>> rows) {
    return new Batches(
        rows.size(),
        rows.stream().mapToLong(Batches::events).sum(),
        rows.stream().mapToLong(Batches::events).max().orElse(0),
        rows.stream().mapToDouble(row -> Units.ofWrite(ItemSize.of(row), false).write()).sum());
  }

  public double eventsARow() {
    return (double) events / rows;
  }

  public double unitsAnEvent() {
    return units / events;
  }

  /** Returns how many events a second one partition allows in rows like these. */
  public double partitionLimit() {
    return UNITS_A_PARTITION / unitsAnEvent();
  }

  private static long events(Map<String, AttributeValue> row) {
    return row.get("Events").l().size();
  }
}
