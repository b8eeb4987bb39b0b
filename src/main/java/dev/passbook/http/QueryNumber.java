package dev.passbook.http;

import java.util.regex.Pattern;

/** Whole numbers in query parameters. */
final class QueryNumber {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");
  private static final int LONGEST = 18;

  /** Beyond every version that there will ever be, and still far from the end of a long. */
  private static final long BEYOND = 1_000_000_000_000_000_000L;

  private QueryNumber() {}

  /**
   * @throws RefusedRequest when it is no whole number
   */
  static long of(String name, String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw RefusedRequest.invalid(new Violation(name, "must be a whole number"));
    }
    var negative = text.startsWith("-");
    var tooLong = text.length() > LONGEST;
    return tooLong ? (negative ? -BEYOND : BEYOND) : Long.parseLong(text);
  }

  /**
   * @throws RefusedRequest when it is no whole number, or not between these two
   */
  static long between(long least, long most, String name, String text) {
    var number = of(name, text);
    if (number < least || number > most) {
      throw RefusedRequest.invalid(new Violation(name, "must be from " + least + " to " + most));
    }
    return number;
  }
}
