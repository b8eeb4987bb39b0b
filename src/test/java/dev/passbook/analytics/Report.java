package dev.passbook.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;

/** All reports. {@code TemplateTest} checks that Athena runs the same SQL. */
enum Report {
  BALANCES(Asks.DAY),
  TOTAL_BALANCES(Asks.DAYS),
  LARGEST_ACCOUNTS(Asks.DAYS),
  DAILY_MOVEMENTS(Asks.DAYS),
  LARGEST_MOVEMENTS(Asks.DAYS),
  HOLDS_OUTSTANDING(Asks.DAY),
  DORMANT_ACCOUNTS(Asks.EARLIER_DAY),
  RECONCILIATION(Asks.EXPORT);

  /** What a report asks for. */
  private enum Asks {
    DAY,
    EARLIER_DAY,
    DAYS,
    EXPORT
  }

  private final Asks asks;

  Report(Asks asks) {
    this.asks = asks;
  }

  String[] parameters(ReportRows.Span span) {
    return switch (asks) {
      case DAY -> new String[] {span.to()};
      case EARLIER_DAY -> new String[] {span.dormantSince()};
      case DAYS -> new String[] {span.from(), span.to()};
      case EXPORT -> new String[] {span.moment(), span.moment(), Lake.EXPORT};
    };
  }

  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String sql() {
    try {
      return Files.readString(Template.FOLDER.resolve("reports").resolve(title() + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
