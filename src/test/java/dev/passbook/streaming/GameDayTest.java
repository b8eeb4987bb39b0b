package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.analytics.AuditedLake;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.dynamodb.TableFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Plays a restore: under load, a copy of the table as of an earlier moment takes over. The bank and
 * the relay go on with the copy. A consumer and the lake's reports must then agree with it.
 */
class GameDayTest {
  private static final Logger LOG = Logger.getLogger(GameDayTest.class);
  private static final Instant BEFORE = Instant.parse("2026-01-31T12:00:00Z");

  /** The moment to which the table is restored. The bank's clock then jumps ahead of it. */
  private static final Instant RESTORED_AT = BEFORE.plusSeconds(30);

  private static final int CLIENTS = 4;
  private static final int COMMANDS = 60;
  private static final String KEY = "a-payment-that-the-restore-takes-back";

  private final InMemoryKinesis kinesis = new InMemoryKinesis();
  private final StreamedTable old = StreamedTable.started();
  private final ConcurrentLinkedQueue<UUID> accounts = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;

  @Test
  void aRestoredTableTakesOverAndConsumersAndReportsFollow() throws SQLException {
    var bank = new TestBank(old.store());
    IntStream.range(0, 8).forEach(i -> accounts.add(bank.openWith("1000")));
    var paid = accounts.peek();
    load(bank, 1);
    relay(old);
    var cursorsThen = cursors(old);
    bank.advance(Duration.between(BEFORE, RESTORED_AT.plusSeconds(1)));
    bank.ask(TestBank.credit(paid, "7"), KEY);
    var loading = CompletableFuture.runAsync(() -> load(bank, 2));
    relay(old);
    loading.join();

    var table = restored(cursorsThen);
    announce(table);
    var goesOn = new TestBank(table.store());
    accounts.removeIf(account -> !get(table.store().load(stream(account), soon())).exists());
    assertFalse(goesOn.ask(TestBank.credit(paid, "7"), KEY).replayed());
    assertTrue(goesOn.ask(TestBank.credit(paid, "7"), KEY).replayed());
    load(goesOn, 3);
    relay(table);

    LOG.infof("%d events over %d accounts", kinesis.events().size(), accounts.size());
    assertFollowed(table);
    assertReported(table);
  }

  /** Several clients at once move money, between accounts as well, and open accounts. */
  private void load(TestBank bank, int seed) {
    var clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(client -> new Random(seed * 100L + client))
            .map(random -> CompletableFuture.runAsync(() -> client(bank, random)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(clients).join();
  }

  private void client(TestBank bank, Random random) {
    for (int i = 0; i < COMMANDS; i++) {
      var known = List.copyOf(accounts);
      var account = known.get(random.nextInt(known.size()));
      var other = known.get(random.nextInt(known.size()));
      var amount = String.valueOf(1 + random.nextInt(50));
      switch (random.nextInt(8)) {
        case 0 -> accounts.add(bank.open());
        case 1, 2 -> bank.ask(TestBank.withdraw(account, amount));
        case 3, 4 -> transfer(bank, account, other, amount);
        default -> bank.ask(TestBank.credit(account, amount), "k" + random.nextLong());
      }
    }
  }

  private static void transfer(TestBank bank, UUID from, UUID to, String amount) {
    if (!from.equals(to)) {
      bank.ask(TestBank.transfer(from, to, amount));
    }
  }

  /** Publishes what there is. During the load that is only a part of it. */
  private void relay(StreamedTable table) {
    var named = accounts.stream().map(GameDayTest::stream).toList();
    var relay = table.relay(kinesis, "events", new SimpleMeterRegistry());
    assertEquals(Set.of(), get(relay.catchUp(named, soon())));
  }

  private static Map<String, Map<String, AttributeValue>> cursors(StreamedTable table) {
    return RestoredTables.rows(table).stream()
        .filter(row -> id(row).startsWith("cursor-"))
        .collect(Collectors.toMap(GameDayTest::id, UnaryOperator.identity()));
  }

  private static String id(Map<String, AttributeValue> row) {
    return row.get("StreamId").s();
  }

  /**
   * Copies the rows up to the moment. A recovery keeps no order between rows, so half of the
   * cursors are newer than the accounts.
   */
  private StreamedTable restored(Map<String, Map<String, AttributeValue>> cursorsThen) {
    var limit = Timestamp.format(RESTORED_AT);
    var table =
        RestoredTables.copy(
            old,
            row ->
                row.containsKey("At")
                    ? row.get("At").s().compareTo(limit) <= 0
                    : id(row).hashCode() % 2 == 0);
    cursorsThen.values().stream().filter(row -> id(row).hashCode() % 2 != 0).forEach(table::put);
    return table;
  }

  /** Does what the command does, in two runs. */
  private void announce(StreamedTable table) {
    var before = new OldTable(old.client(), old.config());
    var timelines = new Timelines(new TableFacts(table.client(), table.name()));
    var rewound = new ArrayList<Integer>();
    for (int run = 1; run <= 2; run++) {
      var restoration =
          new Restoration(
              table.store(),
              table.cursors(),
              new KinesisPublisher(kinesis, "events"),
              get(timelines.raise(RESTORED_AT, 2, soon())),
              10_000);
      walk(table, new AccountList(table.client(), table.config()), "own", restoration, before);
      walk(table, before.accounts(), "old", restoration, PublishedVersions.OPENED);
      rewound.add(restoration.rewound());
    }
    LOG.infof("%d histories are cut off", rewound.get(0));
    assertTrue(rewound.get(0) > 8, rewound::toString);
    assertEquals(0, rewound.get(1));
    assertEquals(2, get(timelines.current(soon())).number());
  }

  private static void walk(
      StreamedTable table,
      AccountList list,
      String name,
      Restoration restoration,
      PublishedVersions published) {
    var scan = new AccountScan(list, table.bookmarks(), Clock.systemUTC());
    get(scan.over(name, page -> restoration.of(page, published), rows -> {}));
  }

  /** The consumer is right at once, and also after any repeats and a replay. */
  private void assertFollowed(StreamedTable table) {
    var events = kinesis.events().stream().map(Published::event).toList();
    var model = new ReadModel();
    events.forEach(model::take);
    assertModel(model, table);

    var shuffled = new ArrayList<JsonNode>(events);
    Collections.shuffle(shuffled, new Random(5));
    var late = new ReadModel();
    shuffled.forEach(late::take);
    var published = kinesis.events().size();
    var replay =
        new Replay(
            table.store(),
            new KinesisPublisher(kinesis, "events"),
            get(new Timelines(new TableFacts(table.client(), table.name())).current(soon())),
            "rebuild",
            1_000_000,
            () -> {});
    get(replay.of(accounts.stream().map(GameDayTest::stream).toList(), Replay.version(1)));
    var all = kinesis.events();
    all.subList(published, all.size()).forEach(each -> late.take(each.event()));
    assertModel(late, table);
  }

  private void assertModel(ReadModel model, StreamedTable table) {
    var sum =
        balances(table).values().stream()
            .map(BigDecimal::new)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(Set.of(), model.gaps());
    assertEquals(Set.of("Ada EUR"), model.totals().keySet());
    assertEquals(0, sum.compareTo(model.totals().get("Ada EUR")), () -> sum + " " + model.totals());
  }

  private Map<String, String> balances(StreamedTable table) {
    var balances = new TreeMap<String, String>();
    for (var account : accounts) {
      var state = get(table.store().load(stream(account), soon())).state();
      balances.put(
          account.toString(), state.balance().value().stripTrailingZeros().toPlainString());
    }
    return balances;
  }

  private void assertReported(StreamedTable table) throws SQLException {
    var lake = new AuditedLake(folder);
    kinesis
        .events()
        .forEach(each -> lake.deliver(each.event().toString().getBytes(StandardCharsets.UTF_8)));
    lake.export(table.client(), table.name());

    assertEquals(List.of(), lake.differences());
    assertEquals(balances(table), new TreeMap<>(lake.balances()));
  }

  private static StreamId stream(UUID account) {
    return AccountIds.stream(account);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60));
  }
}
