package dev.passbook.bench;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ItemSize;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes histories directly into the table, many rows per call. The rows are those that the real
 * store would send, snapshots included.
 */
final class Histories {
  static final String TABLE = "Passbook";
  static final Currency EUR = Currencies.of("EUR");
  private static final int USUAL_INTERVAL = 10;
  private static final int BATCH = 25;
  private static final int AT_ONCE = 8;
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AccountCodec CODEC = new AccountCodec();

  private final DynamoDbAsyncClient client;
  private final ScriptedClient recorder;
  private final DynamoDbEventStore<Account, AccountEvent> store;
  private final Holder holder;
  private final List<Map<String, AttributeValue>> rows = new ArrayList<>();

  /** Writes accounts without a holder. */
  Histories(DynamoDbAsyncClient client) {
    this(client, USUAL_INTERVAL);
  }

  /** Writes accounts without a holder, with a snapshot interval. */
  Histories(DynamoDbAsyncClient client, int snapshotInterval) {
    this(client, snapshotInterval, null);
  }

  Histories(DynamoDbAsyncClient client, Holder holder) {
    this(client, USUAL_INTERVAL, holder);
  }

  private Histories(DynamoDbAsyncClient client, int snapshotInterval, Holder holder) {
    this.client = client;
    this.recorder = new ScriptedClient(client).everyWrite(Fault.isSwallowed());
    this.store = new DynamoDbEventStore<>(recorder, new NamedTable(TABLE, snapshotInterval), CODEC);
    this.holder = holder;
  }

  /** Opens new accounts with this many events each, the last of which has just happened. */
  List<UUID> open(int accounts, int events) {
    var ids = Stream.generate(UUID::randomUUID).limit(accounts).toList();
    ids.forEach(id -> write(id, events));
    flush();
    return ids;
  }

  /** Opens one account and returns it with the times of its events. */
  History openOne(int events) {
    var account = UUID.randomUUID();
    var opened = write(account, events);
    flush();
    return new History(account, events, opened);
  }

  /** Returns the sizes in bytes of the rows of an account's first events. It writes nothing. */
  List<Long> rowSizes(int events) {
    write(UUID.randomUUID(), events);
    var sizes = rows.stream().map(ItemSize::of).toList();
    rows.clear();
    return sizes;
  }

  /** Writes events one second apart, the newest of which has just happened. */
  private Instant write(UUID account, int events) {
    var opened = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(events);
    var state = Snapshot.<Account>none(StreamId.of("account", account));
    for (int version = 1; version <= events; version++) {
      var append = next(state, version, opened.plusSeconds(version));
      state = commit(append, Optional.empty()).heads().get(0);
      rows.add(((PutItemRequest) recorder.takeSent().get(0)).item());
      if (rows.size() == AT_ONCE * BATCH) {
        flush();
      }
    }
    return opened;
  }

  /** Returns the store's request for one more credit on an account, with or without a marker. */
  DynamoDbRequest creditAsSent(Optional<Marker> marker) {
    var state = Snapshot.<Account>none(StreamId.of("account", UUID.randomUUID()));
    for (int version = 1; version <= 2; version++) {
      state = state.plus(next(state, version, Instant.EPOCH).events().get(0), CODEC);
    }
    return sent(next(state, 3, Instant.now().truncatedTo(ChronoUnit.MILLIS)), marker);
  }

  /** Returns the store's request to load an account. */
  DynamoDbRequest loadAsSent(UUID account) {
    store.load(StreamId.of("account", account), Deadline.in(BOUND)).await().atMost(BOUND);
    return recorder.takeSent().get(0);
  }

  private Append<Account, AccountEvent> next(Snapshot<Account> state, long version, Instant at) {
    var recorded =
        new RecordedEvent<>(
            state.stream(), version, at, UUID.randomUUID().toString(), null, event(state, version));
    return new Append<>(state, List.of(recorded));
  }

  /**
   * Opens the account, credits a large amount, so that withdrawals never fail, and then a cent each
   * time.
   */
  private AccountEvent event(Snapshot<Account> state, long version) {
    if (version == 1) {
      return Account.open(null, EUR, holder);
    }
    var amount = BigDecimal.valueOf(version == 2 ? 1_000_000_000_00L : 1L, 2);
    var balance = state.state().balance().value().add(amount);
    return new BalanceCredited(new Money(amount, EUR), new Money(balance, EUR), null, null);
  }

  private DynamoDbRequest sent(Append<Account, AccountEvent> append, Optional<Marker> marker) {
    commit(append, marker);
    return recorder.takeSent().get(0);
  }

  private Committed<Account> commit(Append<Account, AccountEvent> append, Optional<Marker> marker) {
    return store
        .commit(new Commit<>(List.of(append), marker.stream().toList()), Deadline.in(BOUND))
        .await()
        .atMost(BOUND);
  }

  private void flush() {
    IntStream.iterate(0, from -> from < rows.size(), from -> from + BATCH)
        .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + BATCH)))
        .map(this::send)
        .toList()
        .forEach(Histories::complete);
    rows.clear();
  }

  private CompletableFuture<BatchWriteItemResponse> send(List<Map<String, AttributeValue>> batch) {
    var writes = batch.stream().map(Histories::write).toList();
    return client.batchWriteItem(write -> write.requestItems(Map.of(TABLE, writes)));
  }

  private static WriteRequest write(Map<String, AttributeValue> row) {
    return WriteRequest.builder().putRequest(PutRequest.builder().item(row).build()).build();
  }

  private static void complete(CompletableFuture<BatchWriteItemResponse> batch) {
    if (!batch.join().unprocessedItems().isEmpty()) {
      throw new IllegalStateException("the table did not take everything");
    }
  }

  /** An account whose event at version v was recorded v seconds after it was opened. */
  record History(UUID account, int events, Instant opened) {}
}
