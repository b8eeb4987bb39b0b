package dev.passbook.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.DomainEvents;
import dev.passbook.streaming.Timeline;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks every report on a lake that holds two branches of each history: each account went on for
 * three events that a restore took back, and then for those that the table has.
 */
class RewoundReportsTest {
  private static final String LATER_THAN_ALL = "2027-01-01T00:00:00.000Z";
  private static final TableRows TABLE = LocalTables.create(DynamoDbLocalResource.client());
  private static final Timeline SECOND =
      new Timeline(2, Optional.of(Instant.parse("2026-01-10T00:00:00Z")));

  private static List<RecordedEvent<AccountEvent>> events;
  private static TableAnswers answers;

  @TempDir private Path folder;

  @BeforeAll
  static void writeHistory() {
    new PastLedger(TABLE.store()).write();
    events = TABLE.events();
    answers = new TableAnswers(events);
  }

  private DuckDb reports(boolean isAnnounced) throws SQLException {
    var lake = new Lake(folder).prepared();
    var arriving = new ArrayList<byte[]>();
    events.stream()
        .collect(Collectors.groupingBy(RecordedEvent::stream))
        .values()
        .forEach(history -> arriving.addAll(branches(history, isAnnounced)));
    arriving.addAll(openedLater(isAnnounced));
    var random = new Random(7);
    Collections.shuffle(arriving, random);
    arriving.forEach(event -> lake.deliver(day(random.nextInt(9)), event));
    arriving.forEach(event -> lake.deliver(day(9), event));
    TABLE.exported().forEach(lake::export);
    return new DuckDb(lake);
  }

  private static LocalDate day(int number) {
    return LocalDate.ofInstant(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC)
        .plusDays(number);
  }

  private static List<byte[]> branches(
      List<RecordedEvent<AccountEvent>> history, boolean isAnnounced) {
    var kept = history.subList(0, (history.size() + 1) / 2);
    var arriving = new ArrayList<byte[]>();
    kept.forEach(event -> arriving.add(DomainEvents.json(event, Timeline.FIRST)));
    lost(kept.get(kept.size() - 1))
        .forEach(event -> arriving.add(DomainEvents.json(event, Timeline.FIRST)));
    if (isAnnounced) {
      arriving.add(DomainEvents.rewound(head(kept), SECOND));
    }
    // A replay publishes events from before the restore in the new timeline.
    arriving.add(DomainEvents.replayed(kept.get(0), SECOND, "rebuild-1"));
    history
        .subList(kept.size(), history.size())
        .forEach(event -> arriving.add(DomainEvents.json(event, SECOND)));
    return arriving;
  }

  private static List<byte[]> openedLater(boolean isAnnounced) {
    var stream = StreamId.of("account", UUID.randomUUID());
    var first = events.get(0);
    var opened = new RecordedEvent<>(stream, 1, first.at(), "lost", null, first.event());
    var arriving = new ArrayList<byte[]>();
    arriving.add(DomainEvents.json(opened, Timeline.FIRST));
    lost(opened).forEach(event -> arriving.add(DomainEvents.json(event, Timeline.FIRST)));
    if (isAnnounced) {
      arriving.add(DomainEvents.rewound(Snapshot.none(stream), SECOND));
    }
    return arriving;
  }

  private static Snapshot<Account> head(List<RecordedEvent<AccountEvent>> history) {
    var state = Snapshot.<Account>none(history.get(0).stream());
    for (var event : history) {
      state = state.plus(event, new AccountCodec());
    }
    return state;
  }

  private static List<RecordedEvent<AccountEvent>> lost(RecordedEvent<AccountEvent> after) {
    var much = new Money(new BigDecimal("900000"), after.event().balance().currency());
    var later = after.at().plus(Duration.ofHours(1));
    var hold =
        new HoldPlaced(
            after.version() + 2, much, much, much, later.plus(Duration.ofDays(300)), null);
    return List.of(
        lost(after, 1, later, new BalanceCredited(much, much, "lost", null)),
        lost(after, 2, later, hold),
        lost(after, 3, later, new BalanceCredited(much, much, "lost", null)));
  }

  private static RecordedEvent<AccountEvent> lost(
      RecordedEvent<AccountEvent> after, int more, Instant at, AccountEvent event) {
    return new RecordedEvent<>(
        after.stream(),
        after.version() + more,
        at,
        "lost",
        null,
        null,
        event,
        new Chain("0123456789abcdef".repeat(4)));
  }

  @Test
  void noReportCountsWhatARestoreCutOff() throws SQLException {
    try (var reports = reports(true)) {
      var from = "2026-01-01";
      var to = "2026-12-31";
      assertEquals(answers.balances(to), reports.run(Report.BALANCES, to));
      assertEquals(answers.totalBalances(from, to), reports.run(Report.TOTAL_BALANCES, from, to));
      assertEquals(
          answers.largestAccounts(from, to), reports.run(Report.LARGEST_ACCOUNTS, from, to));
      assertEquals(answers.dailyMovements(from, to), reports.run(Report.DAILY_MOVEMENTS, from, to));
      assertEquals(
          answers.largestMovements(from, to), reports.run(Report.LARGEST_MOVEMENTS, from, to));
      assertEquals(
          answers.holdsOutstanding("2026-01-17"),
          reports.run(Report.HOLDS_OUTSTANDING, "2026-01-17"));
      assertEquals(answers.dormant(to), reports.run(Report.DORMANT_ACCOUNTS, to));
    }
  }

  /** The lake has two chains for many versions, and that is no tampering. */
  @Test
  void aRewoundLakeReconciles() throws SQLException {
    try (var reports = reports(true)) {
      assertEquals(
          List.of(),
          reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT));
    }
  }

  /** Where nobody announced a restore, a missing tail is a difference. */
  @Test
  void aTailThatIsGoneWithoutARestoreIsFound() throws SQLException {
    try (var reports = reports(false)) {
      var found = reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT);
      var accounts = found.stream().map(row -> row.get(0)).toList();
      var shortest =
          events.stream()
              .collect(Collectors.groupingBy(RecordedEvent::stream, Collectors.counting()))
              .entrySet()
              .stream()
              .filter(account -> account.getValue() < 6)
              .map(account -> AccountIds.of(account.getKey()))
              .toList();
      assertEquals(List.of(), shortest.stream().filter(each -> !accounts.contains(each)).toList());
      assertEquals(1, found.stream().filter(row -> row.get(1).equals("null")).count());
    }
  }
}
