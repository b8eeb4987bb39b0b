package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.awaitility.Awaitility.await;

import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.eventstore.dynamodb.table.TableDefinition;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * A table with a stream in DynamoDB Local, whose accounts have a balance that equals their version.
 */
final class StreamedTable {
  private static final Currency YEN = Currencies.of("JPY");

  private static final AccountCodec CODEC = new AccountCodec();

  private final String name = "Streamed-" + UUID.randomUUID();
  private final StoreConfig config = new NamedTable(name);
  private final DynamoDbAsyncClient client = DynamoDbLocalResource.client();

  static StreamedTable started() {
    var table = new StreamedTable();
    table.client.createTable(TableDefinition.named(table.name)).join();
    await().until(() -> table.describe() == TableStatus.ACTIVE);
    return table;
  }

  /** Switches the stream off, or on again as a new stream. */
  void switchStream(boolean on) {
    client
        .updateTable(
            update -> update.tableName(name).streamSpecification(s -> specification(s, on)))
        .join();
    await().until(() -> describe() == TableStatus.ACTIVE);
  }

  private static void specification(StreamSpecification.Builder stream, boolean on) {
    stream.streamEnabled(on).streamViewType(on ? StreamViewType.NEW_IMAGE : null);
  }

  private TableStatus describe() {
    return client.describeTable(d -> d.tableName(name)).join().table().tableStatus();
  }

  StoreConfig config() {
    return config;
  }

  DynamoDbAsyncClient client() {
    return client;
  }

  EventStore<Account, AccountEvent> store() {
    return store(client);
  }

  EventStore<Account, AccountEvent> store(DynamoDbAsyncClient through) {
    return new DynamoDbEventStore<>(through, config, CODEC);
  }

  Cursors cursors() {
    return new Cursors(client, config);
  }

  Timelines timelines() {
    return new Timelines(new TableFacts(client, config));
  }

  /** Returns a relay from this table to a Kinesis stream. */
  Relay relay(KinesisAsyncClient kinesis, String stream, MeterRegistry metrics) {
    return relay(client, kinesis, stream, metrics);
  }

  Relay relay(
      DynamoDbAsyncClient through,
      KinesisAsyncClient kinesis,
      String stream,
      MeterRegistry metrics) {
    var clock = Clock.systemUTC();
    return new Relay(
        store(through),
        new Cursors(through, config),
        new Timelines(new TableFacts(through, config)),
        new KinesisPublisher(kinesis, stream),
        new RelayMetrics(metrics, clock),
        clock);
  }

  ParkedAccounts parkedAccounts() {
    return new ParkedAccounts(client, config, cursors());
  }

  Checkpoints bookmarks() {
    return new Checkpoints(client, config);
  }

  /** Returns what a poller does on a stream other than the one it last followed. */
  StreamChange change(Relay relay) {
    var sweep = new AccountScan(new AccountList(client, config), bookmarks(), Clock.systemUTC());
    return new StreamChange(bookmarks(), sweep, relay, Clock.systemUTC());
  }

  static StreamId account() {
    return StreamId.of("account", UUID.randomUUID());
  }

  static String id(StreamId account) {
    return account.value().substring("account-".length());
  }

  /** Creates an account with this many events, each in its own row. */
  StreamId accountWith(int events) {
    var account = account();
    add(account, events);
    return account;
  }

  /** Creates an account whose events fill this many Kinesis records, with a row for each. */
  StreamId accountWithRecords(int records) {
    var account = account();
    fill(account, IntStream.range(0, records).map(i -> KinesisRecord.MAX_EVENTS).toArray());
    return account;
  }

  /** Adds this many events, each in its own row. */
  void add(StreamId account, int events) {
    for (int i = 0; i < events; i++) {
      addRow(account, 1);
    }
  }

  /** Adds this many events in one row. */
  void addRow(StreamId account, int events) {
    var head = get(store().load(account, deadline()));
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var moment = head.exists() && head.updatedAt().isAfter(at) ? head.updatedAt() : at;
    var row = new ArrayList<RecordedEvent<AccountEvent>>();
    LongStream.rangeClosed(head.version() + 1, head.version() + events)
        .mapToObj(version -> recorded(account, version, moment))
        .forEach(row::add);
    var append = new Append<>(head, List.<RecordedEvent<AccountEvent>>copyOf(row));
    get(store().commit(new Commit<>(List.of(append), List.of()), deadline()));
  }

  /** Writes rows of these sizes for a new account, without reading in between. */
  void fill(StreamId account, int[] sizes) {
    var store = store();
    var head = Snapshot.<Account>none(account);
    for (var size : sizes) {
      var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      var row = new ArrayList<RecordedEvent<AccountEvent>>();
      for (int i = 1; i <= size; i++) {
        row.add(recorded(account, head.version() + i, at));
      }
      var append = new Append<>(head, List.<RecordedEvent<AccountEvent>>copyOf(row));
      var commit = new Commit<>(List.of(append), List.<Marker>of());
      head = get(store.commit(commit, deadline())).heads().get(0);
    }
  }

  private static RecordedEvent<AccountEvent> recorded(StreamId account, long version, Instant at) {
    return new RecordedEvent<>(
        account, version, at, "command-" + version, null, event(account, version));
  }

  private static AccountEvent event(StreamId account, long version) {
    return version == 1
        ? new AccountCreated("Owner " + id(account).charAt(0), YEN)
        : new BalanceCredited(yen(1), yen(version - 1), null, null);
  }

  private static Money yen(long value) {
    return new Money(BigDecimal.valueOf(value), YEN);
  }

  /** Makes a row unreadable. */
  void poison(StreamId account, long version) {
    setType(account, version, "BalanceMultiplied");
  }

  void mend(StreamId account, long version) {
    setType(account, version, version == 1 ? "AccountCreated" : "BalanceCredited");
  }

  private void setType(StreamId account, long version, String type) {
    client
        .updateItem(
            update ->
                update
                    .tableName(name)
                    .key(key(account, version))
                    .updateExpression("SET Events[0].#type = :type")
                    .expressionAttributeNames(Map.of("#type", "Type"))
                    .expressionAttributeValues(Map.of(":type", AttributeValue.fromS(type))))
        .join();
  }

  /** Changes a row as an operator or an intruder might. */
  void change(String streamId, long version, String update, Map<String, AttributeValue> values) {
    client
        .updateItem(
            request ->
                request
                    .tableName(name)
                    .key(key(new StreamId(streamId), version))
                    .updateExpression(update)
                    .expressionAttributeValues(values.isEmpty() ? null : values))
        .join();
  }

  void delete(StreamId account, long version) {
    client.deleteItem(delete -> delete.tableName(name).key(key(account, version))).join();
  }

  Map<String, AttributeValue> row(String streamId, long version) {
    var key = key(new StreamId(streamId), version);
    return client.getItem(get -> get.tableName(name).key(key).consistentRead(true)).join().item();
  }

  void put(Map<String, AttributeValue> row) {
    client.putItem(put -> put.tableName(name).item(row)).join();
  }

  private static Map<String, AttributeValue> key(StreamId stream, long version) {
    var key = new HashMap<String, AttributeValue>();
    key.put("StreamId", AttributeValue.fromS(stream.value()));
    key.put("Version", AttributeValue.fromN(Long.toString(version)));
    return key;
  }

  String name() {
    return name;
  }
}
