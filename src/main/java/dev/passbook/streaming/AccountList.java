package dev.passbook.streaming;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Retry;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.StoreConfig;
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
 * Which accounts there are, page after page, in an order of DynamoDB's own. No index tells that, so
 * the whole table is read: for rebuilds, never for a request.
 *
 * <p>The scan is eventually consistent, which costs half: an account that begins during the walk
 * may be missed either way, and its own record in the table's stream tells of it.
 */
public final class AccountList {
  private static final Retry RETRY = new Retry(Duration.ofMillis(50), Duration.ofSeconds(2));
  private static final String STREAM_ID = "StreamId";
  private static final String VERSION = "Version";
  private static final char BETWEEN = '@';

  private final DynamoDbAsyncClient client;
  private final String table;

  /**
   * Some of the accounts.
   *
   * @param rowsRead how many rows of any kind were looked at for it
   * @param next where the next page begins; empty after the last
   */
  record Page(List<StreamId> accounts, int rowsRead, Optional<String> next) {}

  public AccountList(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  /**
   * The accounts whose first rows are among the next ones.
   *
   * @param position as an earlier page told it; empty for the first page
   * @param rows how many rows are looked at, at the most
   */
  Uni<Page> page(Optional<String> position, int rows, Deadline deadline) {
    var scan =
        ScanRequest.builder()
            .tableName(table)
            .filterExpression("begins_with(#stream, :accounts) AND #version = :first")
            .expressionAttributeNames(Map.of("#stream", STREAM_ID, "#version", VERSION))
            .expressionAttributeValues(
                Map.of(
                    ":accounts", AttributeValue.fromS(AccountIds.CATEGORY + "-"),
                    ":first", AttributeValue.fromN("1")))
            .projectionExpression("#stream")
            .exclusiveStartKey(position.map(AccountList::key).orElse(null))
            .limit(rows)
            .build();
    return RETRY
        .until(deadline, failure -> true, Uni.createFrom().completionStage(() -> client.scan(scan)))
        .map(AccountList::page);
  }

  private static Page page(ScanResponse answer) {
    var accounts = answer.items().stream().map(item -> new StreamId(item.get(STREAM_ID).s()));
    var next =
        answer.hasLastEvaluatedKey()
            ? Optional.of(position(answer.lastEvaluatedKey()))
            : Optional.<String>empty();
    return new Page(accounts.toList(), answer.scannedCount(), next);
  }

  private static String position(Map<String, AttributeValue> key) {
    return key.get(STREAM_ID).s() + BETWEEN + key.get(VERSION).n();
  }

  private static Map<String, AttributeValue> key(String position) {
    var between = position.lastIndexOf(BETWEEN);
    var key = new HashMap<String, AttributeValue>();
    key.put(STREAM_ID, AttributeValue.fromS(position.substring(0, between)));
    key.put(VERSION, AttributeValue.fromN(position.substring(between + 1)));
    return key;
  }
}
