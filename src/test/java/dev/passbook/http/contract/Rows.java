package dev.passbook.http.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Accesses the table without the service: it counts rows, and writes rows that the service never
 * would.
 */
final class Rows {
  /** 2026-04-01, in milliseconds since 1970. */
  private static final long EXPIRY = 1_775_001_600_000L;

  private static final String MOMENT = "2026-01-31T12:00:00.000Z";

  private final DynamoDbAsyncClient dynamoDb;
  private final String table;

  Rows(DynamoDbAsyncClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /**
   * Returns the number of rows in the table, including the idempotency markers. DynamoDB Local
   * keeps it up to date, unlike AWS, and counts faster than a scan would.
   */
  long count() {
    return dynamoDb.describeTable(table -> table.tableName(this.table)).join().table().itemCount();
  }

  /** Returns the rows of one account, oldest first. */
  List<Map<String, AttributeValue>> of(String account) {
    QueryRequest query =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("StreamId = :stream")
            .expressionAttributeValues(Map.of(":stream", text("account-" + account)))
            .consistentRead(true)
            .build();
    List<Map<String, AttributeValue>> rows = new ArrayList<>();
    dynamoDb.queryPaginator(query).items().subscribe(rows::add).join();
    return rows;
  }

  long count(String account) {
    return of(account).size();
  }

  void put(Map<String, AttributeValue> item) {
    dynamoDb.putItem(put -> put.tableName(table).item(item)).join();
  }

  /** A row that a test can change before writing it. */
  final class Row {
    private final Map<String, AttributeValue> attributes = new HashMap<>();
    private final Map<String, AttributeValue> event = new HashMap<>();
    private final List<Row> more = new ArrayList<>();

    private Row(String account, long version, String type, String balance) {
      attributes.put("StreamId", text("account-" + account));
      attributes.put("Version", number(version));
      attributes.put("At", text(MOMENT));
      event.put("Type", text(type));
      event.put("CommandId", text(java.util.UUID.randomUUID().toString()));
      event.put("Currency", text("EUR"));
      event.put("Balance", number(balance));
    }

    Row at(String moment) {
      attributes.put("At", text(moment));
      return this;
    }

    Row with(String member, AttributeValue value) {
      event.put(member, value);
      return this;
    }

    /** Adds an attribute that makes the row larger by about so many bytes. */
    Row padded(int bytes) {
      attributes.put("Padding", text("x".repeat(bytes)));
      return this;
    }

    /** Adds the other row's event to this row. */
    Row and(Row next) {
      more.add(next);
      return this;
    }

    Row snapshot(int schema, String balance) {
      attributes.put(
          "Snapshot",
          map(
              Map.of(
                  "Schema", number(schema),
                  "CreatedAt", text(MOMENT),
                  "Currency", text("EUR"),
                  "Status", text("open"),
                  "Balance", number(balance))));
      return this;
    }

    /** Adds a snapshot with a schema that this version of the service does not know. */
    Row snapshotFromTheFuture() {
      attributes.put("Snapshot", map(Map.of("Schema", number(99), "Wealth", text("plenty"))));
      return this;
    }

    void write() {
      Map<String, AttributeValue> item = new HashMap<>(attributes);
      List<AttributeValue> events = new ArrayList<>(List.of(map(event)));
      more.forEach(row -> events.add(map(row.event)));
      item.put("Events", AttributeValue.fromL(events));
      put(item);
    }
  }

  /** Opens an account and credits it up to a version, with several events per row. */
  void history(String account, int events, int perRow, String reference) {
    created(account).write();
    for (int first = 2; first <= events; first += perRow) {
      Row row = credited(account, first, "1", Integer.toString(first - 1));
      row.with("Reference", text(reference));
      for (int next = first + 1; next < first + perRow && next <= events; next++) {
        row.and(
            credited(account, next, "1", Integer.toString(next - 1))
                .with("Reference", text(reference)));
      }
      row.write();
    }
  }

  /** Opens an account and credits it once, even with an amount that no client can send. */
  void history(String account, String balance) {
    created(account).write();
    credited(account, 2, balance, balance).write();
  }

  Row created(String account) {
    return new Row(account, 1, "AccountCreated", "0");
  }

  Row credited(String account, long version, String amount, String balance) {
    return new Row(account, version, "BalanceCredited", balance).with("Amount", number(amount));
  }

  Row withdrawn(String account, long version, String amount, String balance) {
    return new Row(account, version, "BalanceWithdrawn", balance).with("Amount", number(amount));
  }

  Row placed(String account, long version, String amount, String balance) {
    return new Row(account, version, "HoldPlaced", balance)
        .with("Amount", number(amount))
        .with("Held", number(amount))
        .with("Hold", number(version))
        .with("Expiry", number(EXPIRY));
  }

  Row ofType(String account, long version, String type) {
    return new Row(account, version, type, "0");
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  static AttributeValue number(String value) {
    return AttributeValue.fromN(new BigDecimal(value).toPlainString());
  }

  private static AttributeValue map(Map<String, AttributeValue> members) {
    return AttributeValue.fromM(members);
  }
}
