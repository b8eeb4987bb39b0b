package dev.passbook.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.NamedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a table's rows, raw or as the events that the service reads from them. */
final class TableRows {
  private static final int PAGE = 100;

  private final DynamoDbAsyncClient client;
  private final String table;
  private final EventStore<Account, AccountEvent> store;

  TableRows(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
    this.store = new DynamoDbEventStore<>(client, new NamedTable(table), new AccountCodec());
  }

  EventStore<Account, AccountEvent> store() {
    return store;
  }

  /** Returns every row of the table, in the JSON of DynamoDB's export to S3. */
  List<String> exported() {
    var rows = new ArrayList<String>();
    scan(
        "",
        row ->
            rows.add(JsonNodeFactory.instance.objectNode().set("Item", members(row)).toString()));
    return rows;
  }

  /** Returns every event of every account, in each account's order. */
  List<RecordedEvent<AccountEvent>> events() {
    var accounts = new ArrayList<StreamId>();
    scan(
        "account-",
        row -> {
          if (row.get("Version").n().equals("1")) {
            accounts.add(new StreamId(row.get("StreamId").s()));
          }
        });
    var events = new ArrayList<RecordedEvent<AccountEvent>>();
    accounts.forEach(account -> events.addAll(events(account)));
    return events;
  }

  private List<RecordedEvent<AccountEvent>> events(StreamId account) {
    var events = new ArrayList<RecordedEvent<AccountEvent>>();
    List<RecordedEvent<AccountEvent>> page;
    do {
      var deadline = Deadline.in(Duration.ofSeconds(30));
      page = store.readForward(account, events.size(), PAGE, deadline).await().indefinitely();
      events.addAll(page);
    } while (!page.isEmpty());
    return events;
  }

  private void scan(String prefix, Consumer<Map<String, AttributeValue>> rows) {
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .filter(row -> row.get("StreamId").s().startsWith(prefix))
        .subscribe(rows)
        .join();
  }

  private static JsonNode value(AttributeValue value) {
    var node = JsonNodeFactory.instance.objectNode();
    switch (value.type()) {
      case S -> node.put("S", value.s());
      case N -> node.put("N", value.n());
      case B -> node.put("B", value.b().asByteArray());
      case BOOL -> node.put("BOOL", value.bool());
      case M -> node.set("M", members(value.m()));
      case L -> {
        var list = node.putArray("L");
        value.l().forEach(each -> list.add(value(each)));
      }
      default -> throw new IllegalStateException("no row has an attribute like " + value);
    }
    return node;
  }

  private static ObjectNode members(Map<String, AttributeValue> members) {
    var node = JsonNodeFactory.instance.objectNode();
    members.forEach((name, value) -> node.set(name, value(value)));
    return node;
  }
}
