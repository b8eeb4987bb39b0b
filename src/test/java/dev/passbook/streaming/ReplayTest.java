package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishes histories again and rebuilds a read model from them. */
class ReplayTest {
  private final StreamedTable table = StreamedTable.started();
  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final KinesisPublisher publisher = new KinesisPublisher(stream, "events");
  private final AccountScan sweep =
      new AccountScan(
          new AccountList(table.client(), table.config()),
          new Checkpoints(table.client(), table.config()),
          Clock.systemUTC());

  private Replay replay(String name) {
    return new Replay(table.store(), publisher, Timeline.FIRST, name, 100_000, () -> {});
  }

  private List<Long> published(StreamId account) {
    return Published.sequences(stream.events(), id(account));
  }

  private void relay(StreamId... accounts) {
    var relay = table.relay(stream, "events", new SimpleMeterRegistry());
    get(relay.catchUp(List.of(accounts), Deadline.in(Duration.ofSeconds(20))));
  }

  @Test
  void aReplayPublishesTheHistoryInOrderAndMarksIt() {
    var account = table.accountWith(120);

    get(replay("again").of(List.of(account), Replay.version(1)));

    Published.assertComplete(stream.events(), Map.of(id(account), 120));
    assertTrue(
        stream.events().stream()
            .allMatch(each -> each.event().get("replay").asText().equals("again")));
  }

  @Test
  void aReplayFillsItsRecords() {
    var account = table.accountWithRecords(3);

    get(replay("again").of(List.of(account), Replay.version(1)));

    assertEquals(3, stream.records().size());
  }

  /** Otherwise, a record could hold the events of many seconds. */
  @Test
  void aRecordHoldsNoMoreEventsThanTheRateOfTheReplay() {
    var account = table.accountWith(9);

    get(
        new Replay(table.store(), publisher, Timeline.FIRST, "again", 4, () -> {})
            .of(List.of(account), Replay.version(1)));

    assertEquals(List.of(4, 4, 1), stream.records().stream().map(List::size).toList());
  }

  @Test
  void aReplayMayStartAtAVersion() {
    var account = table.accountWith(6);

    get(replay("again").of(List.of(account), Replay.version(4)));

    assertEquals(List.of(4L, 5L, 6L), published(account));
  }

  @Test
  void aReplayMayStartAtATime() {
    var account = StreamedTable.account();
    IntStream.range(0, 6).forEach(i -> table.add(account, 1));
    var store = table.store();
    var events = get(store.readForward(account, 0, 10, Deadline.in(Duration.ofSeconds(5))));
    var moment = events.get(3).at();
    var expected =
        events.stream().filter(e -> !e.at().isBefore(moment)).map(e -> e.version()).toList();

    var replay = replay("again");
    get(replay.of(List.of(account), replay.time(moment)));
    assertEquals(expected, published(account));
    get(replay.of(List.of(account), replay.time(events.get(0).at().minusSeconds(60))));
    assertEquals(6 + expected.size(), published(account).size());
  }

  @Test
  void aReplayMovesNoCursor() {
    var account = table.accountWith(3);

    get(replay("again").of(List.of(account), Replay.version(1)));
    relay(account);

    assertEquals(List.of(1L, 2L, 3L, 1L, 2L, 3L), published(account));
  }

  @Test
  void anUnreadableAccountIsPublishedUpToTheDamageAndTheOthersGoOn() {
    var poisoned = table.accountWith(4);
    var sound = table.accountWith(4);
    table.poison(poisoned, 3);

    get(replay("again").of(List.of(poisoned, sound), Replay.version(1)));

    assertEquals(List.of(1L, 2L), published(poisoned));
    assertEquals(List.of(1L, 2L, 3L, 4L), published(sound));
  }

  @Test
  void aSweepVisitsEveryAccountOnceAndCountsAllRows() {
    var accounts = new HashSet<StreamId>();
    IntStream.range(0, 30).forEach(i -> accounts.add(table.accountWith(1 + i % 4)));
    relay(accounts.iterator().next());
    var rows = new ArrayList<Integer>();
    var seen = new ArrayList<StreamId>();

    get(sweep.over("all", noting(seen), rows::add));

    assertEquals(30, seen.size());
    assertEquals(accounts, Set.copyOf(seen));
    assertTrue(rows.stream().mapToInt(Integer::intValue).sum() > 30);
    get(sweep.over("all", noting(seen), rows::add));
    assertEquals(30, seen.size(), "what is done is done");
  }

  private static Function<List<StreamId>, Uni<Void>> noting(List<StreamId> seen) {
    return page -> {
      seen.addAll(page);
      return Uni.createFrom().voidItem();
    };
  }

  @Test
  void anInterruptedSweepResumes() {
    IntStream.range(0, 25).forEach(i -> table.fill(StreamedTable.account(), ones(60)));
    var seen = new ArrayList<StreamId>();
    var failing = new ArrayList<StreamId>();

    assertThrows(
        IllegalStateException.class,
        () ->
            get(
                sweep.over(
                    "resumed",
                    page -> {
                      if (!seen.isEmpty()) {
                        failing.addAll(page);
                        return Uni.createFrom().failure(new IllegalStateException("killed"));
                      }
                      return noting(seen).apply(page);
                    },
                    rows -> {})));
    assertFalse(seen.isEmpty());
    var first = List.copyOf(seen);
    get(sweep.over("resumed", noting(seen), rows -> {}));

    assertEquals(25, seen.size());
    assertEquals(25, Set.copyOf(seen).size());
    assertTrue(seen.containsAll(first) && seen.containsAll(failing));
  }

  private static int[] ones(int rows) {
    return IntStream.generate(() -> 1).limit(rows).toArray();
  }

  @Test
  void aReadModelDropsRepeatsDetectsGapsAndRecoversFromAReplay() {
    var accounts =
        IntStream.range(0, 8).mapToObj(i -> table.accountWith(5 + i)).toArray(StreamId[]::new);
    relay(accounts);
    var model = new ReadModel();
    stream.events().forEach(each -> model.take(each.event()));
    stream.events().forEach(each -> model.take(each.event()));
    assertEquals(totalsOfTheTable(accounts), model.totals());
    assertEquals(stream.events().size(), model.repeats());
    assertEquals(Set.of(), model.gaps());

    var lossy = new ReadModel();
    var lost = id(accounts[3]);
    stream.events().stream()
        .filter(each -> !(each.partition().equals(lost) && each.sequence() == 4))
        .forEach(each -> lossy.take(each.event()));
    assertEquals(Set.of(lost), lossy.gaps());

    var before = stream.events().size();
    get(sweep.over("rebuild", page -> replay("rebuild").of(page, Replay.version(1)), rows -> {}));
    var replayed = stream.events().subList(before, stream.events().size());
    var rebuilt = new ReadModel();
    replayed.forEach(each -> rebuilt.take(each.event()));
    replayed.forEach(each -> lossy.take(each.event()));

    assertEquals(model.totals(), rebuilt.totals());
    assertEquals(model.totals(), lossy.totals());
    assertEquals(Set.of(), lossy.gaps());
  }

  private Map<String, BigDecimal> totalsOfTheTable(StreamId... accounts) {
    var totals = new TreeMap<String, BigDecimal>();
    for (var account : accounts) {
      var state = get(table.store().load(account, Deadline.in(Duration.ofSeconds(5)))).state();
      totals.merge(
          state.owner() + " " + state.currency(), state.balance().value(), BigDecimal::add);
    }
    return totals;
  }

  @Test
  void theSweepKeepsItsPace() {
    var now = new long[1];
    var pace = new RateLimiter(10, () -> now[0]);

    assertEquals(0, pace.take(1).toMillis());
    assertEquals(100, pace.take(1).toMillis());
    assertEquals(200, pace.take(1).toMillis());
    now[0] = Duration.ofSeconds(5).toNanos();
    assertEquals(0, pace.take(1).toMillis());
    assertEquals(100, pace.take(1).toMillis());
  }
}
