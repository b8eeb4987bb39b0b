package dev.passbook.moves.exporting;

import static dev.passbook.banking.TestBank.EUR;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.moves.importing.CsvHistories;
import dev.passbook.moves.importing.Import;
import dev.passbook.moves.importing.ImportRules;
import dev.passbook.moves.importing.ImportedAccount.Outcome;
import dev.passbook.streaming.DomainEvents;
import dev.passbook.streaming.Timeline;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final int EVENTS = 450;

  private final EventStore<Account, AccountEvent> store =
      new InMemoryEventStore<>(new AccountCodec());

  private final StreamId account = AccountIds.stream(UUID.randomUUID());
  private final StreamId other = AccountIds.stream(UUID.randomUUID());

  @TempDir Path folder;

  @Test
  void eventsStandInTheFolderOfTheirDayAsTheRelayPublishesThem() throws IOException {
    fill(account, EVENTS);
    var count = new AtomicInteger();

    get(
        new Export(store, new EventFiles(folder, Timeline.FIRST), count::incrementAndGet)
            .of(List.of(account)));

    assertEquals(EVENTS, count.get());
    var first = Files.readAllLines(folder.resolve("events/arrived=2026-01-31/events.json"));
    assertEquals(12, first.size());
    assertEquals(
        24, Files.readAllLines(folder.resolve("events/arrived=2026-02-01/events.json")).size());
    var event = get(store.readForward(account, 0, 1, deadline())).get(0);
    assertArrayEquals(DomainEvents.json(event, Timeline.FIRST), first.get(0).getBytes());
  }

  @Test
  void csvComesBackWithTheSameBalances() {
    fill(account, EVENTS);
    fill(other, 7);
    get(new Export(store, new CsvExport(folder), () -> {}).of(List.of(account, other)));
    var copy = new InMemoryEventStore<>(new AccountCodec());
    var rules = new ImportRules("csv", "JPY", null, Instant.parse("2027-01-01T00:00:00Z"), false);
    var histories = CsvHistories.read(folder.resolve("events.csv"));

    var report = get(new Import(copy, rules, false).of(histories, get(histories.ids()), () -> {}));

    assertEquals(2, report.count(Outcome.IMPORTED), report.text());
    for (var each : List.of(account, other)) {
      var before = get(store.load(each, deadline()));
      var after = get(copy.load(each, deadline()));
      assertEquals(before.chained(null), after.chained(null), "the command ids differ");
    }
  }

  @Test
  void anUnreadableHistoryIsCountedAndTheOthersContinue() throws IOException {
    fill(account, 3);
    fill(other, 2);
    var export = new Export(new WithoutReading(store, account), new CsvExport(folder), () -> {});

    get(export.of(List.of(account, other)));

    assertEquals(1, export.unreadable());
    assertEquals(3, Files.readAllLines(folder.resolve("events.csv")).size());
  }

  /** Adds events, one an hour. */
  private void fill(StreamId stream, int events) {
    for (int version = 1; version <= events; version++) {
      var balance = Money.zero(EUR).plus(euros(version - 1L));
      AccountEvent event =
          version == 1
              ? new AccountCreated("=Alice", EUR)
              : new BalanceCredited(euros(1), balance, "-1\", x", null);
      var head = get(store.load(stream, deadline()));
      var at = NOON.plusSeconds(3600L * (version - 1));
      var recorded = new RecordedEvent<>(stream, version, at, "command-" + version, null, event);
      get(
          store.commit(
              new Commit<>(List.of(new Append<>(head, List.of(recorded))), List.of()), deadline()));
    }
  }

  private static Money euros(long amount) {
    return new Money(BigDecimal.valueOf(amount), EUR);
  }

  private static final class WithoutReading extends StandInStore<Account, AccountEvent> {
    private final StreamId damaged;

    WithoutReading(EventStore<Account, AccountEvent> store, StreamId damaged) {
      super(store);
      this.damaged = damaged;
    }

    @Override
    public Uni<List<RecordedEvent<AccountEvent>>> readForward(
        StreamId stream, long after, int limit, Deadline deadline) {
      return stream.equals(damaged)
          ? Uni.createFrom().failure(new UnreadableHistory(stream, 1, "damaged", null))
          : super.readForward(stream, after, limit, deadline);
    }
  }
}
