package dev.passbook.moves.importing;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/**
 * A table as the event-sourcing demo of 2019 keeps it: {@code Id} and {@code Version} are the key,
 * and each row is an event or a snapshot, which takes a version of its own.
 */
public final class DemoTable implements OldAccounts {
  private static final Duration STEP = Duration.ofSeconds(30);

  private final DynamoDbAsyncClient client;
  private final String table;

  /**
   * What was read, and where the next page begins.
   *
   * @param next null before the first page, and empty after the last one
   */
  private record Read<T>(T found, Map<String, AttributeValue> next) {
    boolean isWhole() {
      return next != null && next.isEmpty();
    }
  }

  public DemoTable(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Scans the keys of the whole table. Fails with {@link UnreadableSource} for another table. */
  @Override
  public Uni<List<String>> ids() {
    var start = new Read<>(new LinkedHashSet<String>(), null);
    return Loop.until(Read::isWhole, start, this::moreIds).map(read -> List.copyOf(read.found()));
  }

  private Uni<Read<LinkedHashSet<String>>> moreIds(Read<LinkedHashSet<String>> read) {
    var scan = ScanRequest.builder().tableName(table).projectionExpression(DemoRow.ID);
    return DynamoDbCalls.read(
            Deadline.in(STEP),
            timeout ->
                client.scan(
                    scan.exclusiveStartKey(read.next()).overrideConfiguration(timeout).build()))
        .map(
            page -> {
              page.items().forEach(row -> read.found().add(id(row)));
              return new Read<>(read.found(), page.lastEvaluatedKey());
            });
  }

  private String id(Map<String, AttributeValue> row) {
    if (!row.containsKey(DemoRow.ID) || row.get(DemoRow.ID).s() == null) {
      throw new UnreadableSource(table, "it has rows without an Id that is a text");
    }
    return row.get(DemoRow.ID).s();
  }

  /** Reads all rows of the account, strongly consistent. */
  @Override
  public Uni<OldAccount> account(String id) {
    var start = new Read<>(new ArrayList<OldEntry>(), null);
    return Loop.until(Read::isWhole, start, read -> moreEntries(id, read))
        .map(read -> new OldAccount(id, null, null, read.found()));
  }

  private Uni<Read<ArrayList<OldEntry>>> moreEntries(String id, Read<ArrayList<OldEntry>> read) {
    var query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("#id = :id")
            .expressionAttributeNames(Map.of("#id", DemoRow.ID))
            .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(id)));
    return DynamoDbCalls.read(
            Deadline.in(STEP),
            timeout ->
                client.query(
                    query.exclusiveStartKey(read.next()).overrideConfiguration(timeout).build()))
        .map(
            page -> {
              page.items().forEach(row -> read.found().add(DemoRow.entry(row)));
              return new Read<>(read.found(), page.lastEvaluatedKey());
            });
  }
}
