package dev.passbook.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;

/** All reports. {@code TemplateTest} checks that Athena runs the same SQL. */
enum Report {
  BALANCES,
  DAILY_MOVEMENTS,
  LARGEST_MOVEMENTS,
  HOLDS_OUTSTANDING,
  DORMANT_ACCOUNTS,
  RECONCILIATION;

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
