package dev.passbook.eventstore;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** How a moment is recorded and told: RFC 3339 in UTC, always with three digits of milliseconds. */
public final class Timestamp {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private Timestamp() {}

  public static String format(Instant moment) {
    return MILLISECONDS.format(moment);
  }

  public static Instant parse(String text) {
    return Instant.parse(text);
  }

  /**
   * The later of the clock and what was recorded before, so that no clock turns a stream's time
   * back.
   */
  public static Instant notBefore(Instant recorded, Instant clock) {
    var now = clock.truncatedTo(ChronoUnit.MILLIS);
    return recorded != null && recorded.isAfter(now) ? recorded : now;
  }
}
