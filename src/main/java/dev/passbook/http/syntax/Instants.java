package dev.passbook.http.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Parses instants strictly by RFC 3339, section 5.6: a year of four digits, always with seconds,
 * and an offset of hours and minutes or {@code Z}. Both letters may be lower case. A leap second is
 * accepted at the end of a month in UTC, and becomes the last nanosecond before the next month.
 */
public final class Instants {
  /** In this pattern, 0 stands for any digit and T for itself in either case. */
  private static final String FORM = "0000-00-00T00:00:00";

  private static final String OFFSET = "00:00";
  private static final int NANO_DIGITS = 9;
  private static final int LAST_NANO = 999_999_999;
  private static final int LEAP = 60;

  private Instants() {}

  public static Optional<Instant> parse(String text) {
    var zone = afterFraction(text);
    if (zone < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(instant(text, zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns where the zone begins, or a negative number if no date and time precede it. */
  private static int afterFraction(String text) {
    if (!fits(FORM, text, 0)) {
      return -1;
    }
    var at = FORM.length();
    if (at == text.length() || text.charAt(at) != '.') {
      return at;
    }
    var digits = at + 1;
    while (digits < text.length() && FieldParser.isDigit(text.charAt(digits))) {
      digits++;
    }
    return digits > at + 1 ? digits : -1;
  }

  private static boolean fits(String form, String text, int from) {
    var fits = text.length() >= from + form.length();
    for (int i = 0; fits && i < form.length(); i++) {
      fits = fits(form.charAt(i), text.charAt(from + i));
    }
    return fits;
  }

  private static boolean fits(char form, char written) {
    return switch (form) {
      case '0' -> FieldParser.isDigit(written);
      case 'T' -> written == 'T' || written == 't';
      default -> form == written;
    };
  }

  private static Instant instant(String text, int zone) {
    var second = number(text, 17);
    var leap = second == LEAP;
    var written =
        LocalDateTime.of(
            number(text, 0) * 100 + number(text, 2),
            number(text, 5),
            number(text, 8),
            number(text, 11),
            number(text, 14),
            leap ? LEAP - 1 : second,
            leap ? LAST_NANO : nanos(text, zone));
    var utc = written.minusMinutes(offset(text, zone));
    if (leap && !isEndOfAMonth(utc)) {
      throw new DateTimeException("no leap second was ever there");
    }
    return utc.toInstant(ZoneOffset.UTC);
  }

  private static boolean isEndOfAMonth(LocalDateTime utc) {
    LocalDate day = utc.toLocalDate();
    return utc.getHour() == 23
        && utc.getMinute() == 59
        && day.equals(YearMonth.from(day).atEndOfMonth());
  }

  private static int nanos(String text, int zone) {
    var nanos = 0;
    var begin = FORM.length() + 1;
    for (int i = begin; i < begin + NANO_DIGITS; i++) {
      nanos = nanos * 10 + (i < zone ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  /** Returns the offset in minutes. */
  private static int offset(String text, int zone) {
    var isUtc = text.length() == zone + 1 && (text.charAt(zone) | 0x20) == 'z';
    if (isUtc) {
      return 0;
    }
    if (text.length() != zone + 1 + OFFSET.length() || !fits(OFFSET, text, zone + 1)) {
      throw new DateTimeException("no offset");
    }
    var hours = number(text, zone + 1);
    var minutes = number(text, zone + 4);
    var sign = text.charAt(zone);
    if (hours > 23 || minutes > 59 || sign != '+' && sign != '-') {
      throw new DateTimeException("no offset");
    }
    return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
  }

  private static int number(String text, int from) {
    return Integer.parseInt(text, from, from + 2, 10);
  }
}
