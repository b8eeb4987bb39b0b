package dev.passbook.analytics;

import static dev.passbook.streaming.Timeline.FIRST;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.DomainEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks every report against the table, although the lake is untidy. */
class ReportsTest {
  private static final String LATER_THAN_ALL = "2027-01-01T00:00:00.000Z";
  private static final TableRows TABLE = LocalTables.create(DynamoDbLocalResource.client());

  private static List<RecordedEvent<AccountEvent>> events;
  private static TableAnswers answers;

  @TempDir private Path folder;

  @BeforeAll
  static void writeHistory() {
    new PastLedger(TABLE.store()).write();
    events = TABLE.events();
    answers = new TableAnswers(events);
  }

  /**
   * Delivers the events as they may arrive: in no order, late, one in four twice, and one in six
   * again by a replay.
   */
  private Lake lakeOf(List<RecordedEvent<AccountEvent>> delivered) {
    return lakeOf(delivered, UnaryOperator.identity());
  }

  private Lake lakeOf(List<RecordedEvent<AccountEvent>> delivered, UnaryOperator<String> exported) {
    var random = new Random(42);
    var lake = new Lake(folder);
    var shuffled = new ArrayList<>(delivered);
    Collections.shuffle(shuffled, random);
    for (var event : shuffled) {
      var recorded = LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
      lake.deliver(recorded.plusDays(random.nextInt(4)), DomainEvents.json(event, FIRST));
      if (random.nextInt(4) == 0) {
        lake.deliver(recorded.plusDays(random.nextInt(9)), DomainEvents.json(event, FIRST));
      }
      if (random.nextInt(6) == 0) {
        lake.deliver(LocalDate.of(2026, 12, 24), DomainEvents.replayed(event, FIRST, "rebuild-1"));
      }
    }
    TABLE.exported().stream().map(exported).forEach(lake::export);
    return lake;
  }

  private List<List<String>> run(Report report, String... parameters) throws SQLException {
    try (var reports = new DuckDb(lakeOf(events))) {
      return reports.run(report, parameters);
    }
  }

  private static void assertResult(List<List<String>> expected, List<List<String>> answer) {
    assertFalse(expected.isEmpty(), "the table has nothing to tell");
    assertEquals(expected, answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01", "2026-01-17", "2026-02-28", "2026-12-31"})
  void balancesAtTheEndOfADay(String day) throws SQLException {
    assertResult(answers.balances(day), run(Report.BALANCES, day));
  }

  @ParameterizedTest
  @CsvSource({"2026-01-01, 2026-12-31", "2026-01-10, 2026-01-20", "2026-01-15, 2026-01-15"})
  void dailyCreditsAndWithdrawals(String from, String to) throws SQLException {
    assertResult(answers.dailyMovements(from, to), run(Report.DAILY_MOVEMENTS, from, to));
  }

  @ParameterizedTest
  @CsvSource({"2026-01-01, 2026-12-31", "2026-01-10, 2026-01-20"})
  void largestMovements(String from, String to) throws SQLException {
    assertResult(answers.largestMovements(from, to), run(Report.LARGEST_MOVEMENTS, from, to));
  }

  @ParameterizedTest
  @CsvSource({"2026-01-01, 2026-12-31", "2026-01-10, 2026-01-20", "2026-02-15, 2026-02-15"})
  void totalsAndLargestAccountsOverTime(String from, String to) throws SQLException {
    var lake = lakeOf(events);
    try (var reports = new DuckDb(lake)) {
      assertResult(answers.totalBalances(from, to), reports.run(Report.TOTAL_BALANCES, from, to));
      assertResult(
          answers.largestAccounts(from, to), reports.run(Report.LARGEST_ACCOUNTS, from, to));
    }
  }

  /** Only rows of the export that was asked for count. */
  @Test
  void anotherExportIsNotRead() throws SQLException {
    try (var reports = new DuckDb(lakeOf(events))) {
      var found = reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, "another");
      assertEquals(answers.balances("2026-12-31").size(), found.size());
      assertTrue(found.stream().allMatch(row -> row.get(1).equals("null")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-03", "2026-01-17", "2026-02-10"})
  void holdsOutstandingAtTheEndOfADay(String day) throws SQLException {
    assertResult(answers.holdsOutstanding(day), run(Report.HOLDS_OUTSTANDING, day));
  }

  /** Without these, some reports could not fail. */
  @Test
  void theHistoryHasEveryTypeOfEventAndHoldsThatLapseAtMidnight() {
    assertEquals(
        Set.of(AccountEvent.class.getPermittedSubclasses()),
        events.stream().map(event -> event.event().getClass()).collect(toSet()));
    assertTrue(events.stream().anyMatch(event -> event.event().reverses() != null));
    assertTrue(events.stream().anyMatch(event -> event.event().balance().value().signum() < 0));
    assertTrue(Stream.of("2026-01-03", "2026-01-17", "2026-02-10").anyMatch(this::hasAMidnight));
  }

  private boolean hasAMidnight(String day) {
    var midnight = LocalDate.parse(day).plusDays(1) + "T00:00:00.000Z";
    return answers.holdsOutstanding(day).stream().anyMatch(row -> row.get(6).equals(midnight));
  }

  @Test
  void anAccountIsDormantAlthoughAHoldExpired() throws SQLException {
    var placed = firstOf(HoldPlaced.class);
    var amount = placed.event().amount();
    var later = placed.at().plus(Duration.ofDays(50));
    var lapse =
        new HoldExpired(
            placed.version(),
            amount,
            placed.event().held().minus(amount),
            placed.event().balance());
    var history =
        new ArrayList<>(
            events.stream()
                .filter(event -> event.stream().equals(placed.stream()))
                .filter(event -> event.version() <= placed.version())
                .toList());
    history.add(
        new RecordedEvent<>(placed.stream(), placed.version() + 1, later, "lapse", null, lapse));

    try (var reports = new DuckDb(lakeOf(history))) {
      var dormant = reports.run(Report.DORMANT_ACCOUNTS, day(placed.at().plus(Duration.ofDays(1))));
      assertEquals(List.of(AccountIds.of(placed.stream())), accounts(dormant));
      assertEquals(Timestamp.format(placed.at()), dormant.get(0).get(3));
    }
  }

  private static RecordedEvent<AccountEvent> firstOf(Class<?> type) {
    return events.stream()
        .filter(event -> type.isInstance(event.event()))
        .findFirst()
        .orElseThrow();
  }

  private static String day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-01", "2026-03-01", "2026-12-31"})
  void dormantAccounts(String day) throws SQLException {
    assertResult(answers.dormant(day), run(Report.DORMANT_ACCOUNTS, day));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-20T12:00:00.000Z", LATER_THAN_ALL})
  void aCompleteLakeAgreesWithTheTable(String moment) throws SQLException {
    assertEquals(List.of(), run(Report.RECONCILIATION, moment, moment, Lake.EXPORT));
  }

  @Test
  void aMissingEventInTheMiddleIsFound() throws SQLException {
    // This event precedes a third one, so it is in the middle.
    var third = events.stream().filter(event -> event.version() == 3).findFirst().orElseThrow();
    var lost = events.get(events.indexOf(third) - 1);

    var found = reconciled(events.stream().filter(event -> event != lost).toList());

    assertEquals(List.of(AccountIds.of(lost.stream())), accounts(found));
    var row = found.get(0);
    assertEquals(row.get(1), row.get(2));
    assertEquals(Long.parseLong(row.get(1)) - 1, Long.parseLong(row.get(3)));
  }

  @Test
  void anAccountThatNeverArrivedIsFound() throws SQLException {
    var lost = events.get(0).stream();

    var found = reconciled(events.stream().filter(e -> !e.stream().equals(lost)).toList());

    assertEquals(List.of(AccountIds.of(lost)), accounts(found));
    assertEquals("null", found.get(0).get(2));
  }

  @Test
  void anEventThatTheTableDoesNotHaveIsFound() throws SQLException {
    var last = events.get(events.size() - 1);
    var invented =
        new RecordedEvent<>(
            last.stream(), last.version() + 1, last.at(), "none", null, last.event());
    var delivered = new ArrayList<>(events);
    delivered.add(invented);

    assertEquals(List.of(AccountIds.of(last.stream())), accounts(reconciled(delivered)));
  }

  /** A changed past has another chain, although version and balance may be the same. */
  @Test
  void aChainThatDiffersIsFound() throws SQLException {
    var last = events.get(events.size() - 1);
    var lake = lakeOf(events.stream().filter(event -> event != last).toList());
    var json = new String(DomainEvents.json(last, FIRST), StandardCharsets.UTF_8);
    var changed = json.replaceFirst("\"chain\":\"[0-9a-f]{4}", "\"chain\":\"0123");
    assertNotEquals(json, changed);
    lake.deliver(LocalDate.of(2026, 12, 24), changed.getBytes(StandardCharsets.UTF_8));

    try (var reports = new DuckDb(lake)) {
      var found = reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT);
      assertEquals(List.of(AccountIds.of(last.stream())), accounts(found));
    }
  }

  @Test
  void aChainThatTheTableLostIsFound() throws SQLException {
    var last = events.get(events.size() - 1);
    var lake =
        lakeOf(
            events,
            row ->
                row.contains("\"" + last.stream().value() + "\"")
                    ? row.replaceFirst("\"Chain\":\\{\"B\"", "\"Other\":{\"B\"")
                    : row);

    try (var reports = new DuckDb(lake)) {
      var found = reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT);
      assertEquals(List.of(AccountIds.of(last.stream())), accounts(found));
    }
  }

  private List<List<String>> reconciled(List<RecordedEvent<AccountEvent>> delivered)
      throws SQLException {
    try (var reports = new DuckDb(lakeOf(delivered))) {
      return reports.run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT);
    }
  }

  private static List<String> accounts(List<List<String>> rows) {
    return rows.stream().map(row -> row.get(0)).toList();
  }

  /** The lake that the command makes works as well. */
  @Test
  void theExportOfATableReconciles() throws SQLException {
    var lake = new Lake(folder.resolve("exported"));
    Reports.export(TABLE, lake);
    Reports.export(TABLE, lake);

    try (var reports = new DuckDb(lake)) {
      assertEquals(answers.balances("2026-12-31"), reports.run(Report.BALANCES, "2026-12-31"));
      assertTrue(
          reports
              .run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT)
              .isEmpty());
    }
  }
}
