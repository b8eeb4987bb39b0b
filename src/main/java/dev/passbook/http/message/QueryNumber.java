package dev.passbook.http.message;

import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.WholeNumber;

/** Parses whole numbers in query parameters. */
public final class QueryNumber {
  private static final int LONGEST = 18;

  /** Larger than every version, but far from the limit of a long. */
  private static final long BEYOND = 1_000_000_000_000_000_000L;

  private QueryNumber() {}

  /**
   * Parses a number. One with too many digits becomes a number beyond all versions.
   *
   * @throws RefusedRequest if the text is no whole number
   */
  static long of(String name, String text) {
    var negative = text.startsWith("-");
    if (!WholeNumber.isWhole(text, negative ? 1 : 0)) {
      throw RefusedRequest.invalid(new Violation(name, "must be a whole number"));
    }
    var tooLong = text.length() > LONGEST;
    return tooLong ? (negative ? -BEYOND : BEYOND) : Long.parseLong(text);
  }

  /**
   * @throws RefusedRequest if the text is no whole number, or not within the limits
   */
  public static long between(long least, long most, String name, String text) {
    var number = of(name, text);
    if (number < least || number > most) {
      throw RefusedRequest.invalid(new Violation(name, "must be from " + least + " to " + most));
    }
    return number;
  }
}
