package dev.passbook.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.DomainEvents;
import dev.passbook.streaming.Timeline;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what the page says, not how it looks. */
class ReportsPageTest {
  private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
  private static final ReportRows.Span JANUARY =
      new ReportRows.Span("2026-01-01", "2026-01-31", "2026-01-20", "2026-02-01T00:00:00.000Z");

  @TempDir private Path folder;

  private String page() throws SQLException {
    return page(JANUARY);
  }

  private String page(ReportRows.Span span) throws SQLException {
    try (var reports = new DuckDb(new Lake(folder).prepared())) {
      return new ReportsPage(ReportRows.read(reports, span)).html();
    }
  }

  /** Delivers an account with one credit, and returns the credit's id. */
  private String credited(String owner, String currency, String amount, String reference) {
    var lake = new Lake(folder);
    var stream = StreamId.of("account", UUID.randomUUID());
    var opened = Account.open(owner, Currencies.of(currency));
    var credit =
        opened
            .applyTo(null)
            .credit(new Amount(new BigDecimal(amount)), reference)
            .either(event -> event, refusal -> null);
    deliver(lake, new RecordedEvent<>(stream, 1, NOON, "c1", null, opened));
    var second = NOON.plus(Duration.ofDays(2));
    var recorded = new RecordedEvent<AccountEvent>(stream, 2, second, "c2", null, credit);
    deliver(lake, recorded);
    return DomainEvents.id(recorded);
  }

  private static void deliver(Lake lake, RecordedEvent<AccountEvent> event) {
    lake.deliver(LocalDate.of(2026, 1, 31), DomainEvents.json(event, Timeline.FIRST));
  }

  @Test
  void anEmptyLakeHasAPageToo() throws SQLException {
    var page = page();

    assertTrue(page.contains("The lake has no account up to this day."));
    assertTrue(page.contains("No difference"));
    assertFalse(page.contains("<picture>"));
  }

  @Test
  void oneAccountIsDrawnAndListed() throws SQLException {
    var credit = credited("Ada", "EUR", "1234.50", "Salary");
    var page = page();

    assertTrue(page.contains("<strong>1,234.50</strong>"));
    assertTrue(page.contains("in 1 account, 0.00 held"));
    assertTrue(
        page.contains("alt=\"All balances in EUR by day: 0.00 at first, 1,234.50 in the end"));
    assertTrue(page.contains("1,234.50 came in and 0.00 went out"));
    assertTrue(page.contains(credit));
    assertTrue(page.contains("Salary"));
    assertTrue(page.contains(">2026-01-12</td><td class=\"number\">1,234.50</td>"), "the numbers");
    assertEquals(3, count(page, "<picture>"));
    assertEquals(3, count(page, "<summary>The numbers</summary>"));
    assertEquals(3, count(page, "alt=\"[^\"]{20,}\""));
  }

  @Test
  void anAccountThatNothingHappensToIsDormantAndOneThatTheTableLacksDiffers() throws SQLException {
    var account = credited("Ada", "EUR", "5", null).split(":")[0];
    var page = page();

    assertTrue(page.contains("1 account differs"));
    assertTrue(
        page.contains("<td>" + account + "</td><td class=\"number\">5.00</td><td>EUR</td>"),
        "dormant");
  }

  @Test
  void aSingleDayAndADayBeforeAnyMovementAreDrawn() throws SQLException {
    credited("Ada", "EUR", "10", null);

    for (var day : new String[] {"2026-01-12", "2026-01-10"}) {
      var page = page(new ReportRows.Span(day, day, day, "2026-02-01T00:00:00.000Z"));
      assertEquals(3, count(page, "<picture>"), day);
    }
  }

  @Test
  void eachCurrencyHasItsPartAndItsDigits() throws SQLException {
    credited("Ada", "EUR", "10", null);
    credited("Seki", "JPY", "250000", null);
    credited("Layla", "BHD", "1.234", null);
    var page = page();

    for (var shown :
        new String[] {
          "<h2>EUR</h2>", "<h2>JPY</h2>", "<h2>BHD</h2>", "250,000<", "1.234<", "10.00<"
        }) {
      assertTrue(page.contains(shown), shown);
    }
    assertEquals(9, count(page, "<picture>"));
  }

  @Test
  void whatClientsChoseIsEscaped() throws SQLException {
    credited("<script>alert(1)</script>", "EUR", "10", "\"><img src=x onerror=alert(2)>");
    var page = page();

    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(page.contains("&quot;&gt;&lt;img src=x onerror=alert(2)&gt;"));
    assertFalse(page.contains("<script"));
    assertFalse(page.contains("<img src=x"));
  }

  @Test
  void nothingComesFromElsewhere() throws SQLException {
    credited("Ada", "EUR", "10", null);
    var page = page();

    assertEquals(0, count(page, "https?://|<link|<script|url\\(|@import"));
    assertEquals(
        count(page, "(src|srcset)=\""), count(page, "(src|srcset)=\"data:image/png;base64,"));
    assertTrue(page.contains("default-src 'none'"));
  }

  @Test
  void longListsAreCut() throws SQLException {
    for (int n = 0; n < ReportsPage.MOST + 7; n++) {
      credited("Ada", "EUR", "10", null);
    }

    assertEquals(2, count(page(), "and 7 more"), "the dormant ones, and the differences");
  }

  @Test
  void theCommandWritesThePageBesideTheLakesFiles() throws SQLException, IOException {
    credited("Ada", "EUR", "10", null);
    Reports.write(new Lake(folder).prepared(), JANUARY);

    assertTrue(Files.readString(folder.resolve("reports.html")).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void axesShortenNumbers() {
    assertEquals("1.5M", Charts.shortened(1_500_000));
    assertEquals("-20k", Charts.shortened(-20_000));
    assertEquals("300", Charts.shortened(300));
    assertEquals("0.25", Charts.shortened(0.25));
    assertEquals("0", Charts.shortened(0));
  }

  private static long count(String text, String regex) {
    return Pattern.compile(regex).matcher(text).results().count();
  }
}
