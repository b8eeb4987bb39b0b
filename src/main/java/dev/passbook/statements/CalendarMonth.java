package dev.passbook.statements;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/** A month in UTC, such as {@code 2026-01}. */
record CalendarMonth(YearMonth month) {
  private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}");

  /** Parses a month. Each month has exactly one spelling. */
  static Optional<CalendarMonth> parse(String text) {
    try {
      return FORM.matcher(text).matches()
          ? Optional.of(new CalendarMonth(YearMonth.parse(text)))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the first instant. */
  Instant from() {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Returns the first instant of the next month. */
  Instant to() {
    return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  @Override
  public String toString() {
    return month.toString();
  }
}
