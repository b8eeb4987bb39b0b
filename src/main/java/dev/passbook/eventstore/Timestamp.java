package dev.passbook.eventstore;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** Formats and parses moments as RFC 3339 in UTC, always with three digits of milliseconds. */
public final class Timestamp {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  /** The form of a timestamp. A 0 stands for any digit. */
  private static final String FORM = "0000-00-00T00:00:00.000Z";

  private static final int NANOS_IN_A_MILLISECOND = 1_000_000;

  private Timestamp() {}

  public static String format(Instant moment) {
    return MILLISECONDS.format(moment);
  }

  /**
   * Parses a timestamp. What {@link #format} wrote is parsed by position, since a formatter takes
   * many times as long and a state may be read from ten rows, each with its moment.
   *
   * @throws java.time.DateTimeException when the text is no moment
   */
  public static Instant parse(String text) {
    return isAsWritten(text) ? byPlaces(text) : Instant.parse(text);
  }

  private static boolean isAsWritten(String text) {
    var fits = text.length() == FORM.length();
    for (int i = 0; fits && i < FORM.length(); i++) {
      fits = fits(FORM.charAt(i), text.charAt(i));
    }
    return fits;
  }

  private static boolean fits(char form, char written) {
    return form == '0' ? written >= '0' && written <= '9' : written == form;
  }

  private static Instant byPlaces(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 23) * NANOS_IN_A_MILLISECOND)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /**
   * Returns the later of the clock and the time recorded before, so that a stream's time never goes
   * back.
   */
  public static Instant notBefore(Instant recorded, Instant clock) {
    var now = clock.truncatedTo(ChronoUnit.MILLIS);
    return recorded != null && recorded.isAfter(now) ? recorded : now;
  }
}
