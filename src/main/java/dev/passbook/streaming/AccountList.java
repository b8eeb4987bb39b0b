package dev.passbook.streaming;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Retry;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Lists all accounts page by page, in DynamoDB's order. No index holds all of them, so it scans the
 * whole table. It is for rebuilds, never for a request.
 *
 * <p>An account is listed where any of its rows is found, so that one that has lost its first row
 * is listed, too. DynamoDB returns the rows of an account together, and the position tells which
 * account the page before has listed.
 *
 * <p>The scan is eventually consistent, which halves its cost. It could miss an account that begins
 * during the scan in any case, and the table's stream has a record of that account.
 */
public final class AccountList {
  private static final Retry RETRY = new Retry(Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final String STREAM_ID = "StreamId";
  private static final String VERSION = "Version";
  private static final char BETWEEN = '@';

  private final DynamoDbAsyncClient client;
  private final String table;

  /**
   * A page of accounts.
   *
   * @param rowsRead how many rows of any kind were read for it
   * @param next where the next page begins; empty after the last page
   */
  record Page(List<StreamId> accounts, int rowsRead, Optional<String> next) {}

  public AccountList(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  /**
   * Returns the accounts that begin among the next rows.
   *
   * @param position from the page before; empty for the first page
   * @param rows the most rows that are read
   */
  Uni<Page> page(Optional<String> position, int rows, Deadline deadline) {
    var scan =
        ScanRequest.builder()
            .tableName(table)
            .filterExpression("begins_with(#stream, :accounts)")
            .expressionAttributeNames(Map.of("#stream", STREAM_ID))
            .expressionAttributeValues(
                Map.of(":accounts", AttributeValue.fromS(AccountIds.CATEGORY + "-")))
            .projectionExpression("#stream")
            .exclusiveStartKey(position.map(AccountList::key).orElse(null))
            .limit(rows)
            .build();
    return RETRY
        .until(deadline, failure -> true, Uni.createFrom().completionStage(() -> client.scan(scan)))
        .map(response -> page(response, position.map(AccountList::stream)));
  }

  private static Page page(ScanResponse response, Optional<String> listed) {
    var accounts =
        response.items().stream()
            .map(item -> item.get(STREAM_ID).s())
            .distinct()
            .filter(stream -> !listed.equals(Optional.of(stream)))
            .map(StreamId::new);
    var next =
        response.hasLastEvaluatedKey()
            ? Optional.of(position(response.lastEvaluatedKey()))
            : Optional.<String>empty();
    return new Page(accounts.toList(), response.scannedCount(), next);
  }

  private static String position(Map<String, AttributeValue> key) {
    return key.get(STREAM_ID).s() + BETWEEN + key.get(VERSION).n();
  }

  private static String stream(String position) {
    return position.substring(0, position.lastIndexOf(BETWEEN));
  }

  private static Map<String, AttributeValue> key(String position) {
    var key = new HashMap<String, AttributeValue>();
    key.put(STREAM_ID, AttributeValue.fromS(stream(position)));
    key.put(VERSION, AttributeValue.fromN(position.substring(position.lastIndexOf(BETWEEN) + 1)));
    return key;
  }
}
