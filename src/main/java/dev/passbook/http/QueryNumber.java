package dev.passbook.http;

/** Whole numbers in query parameters. */
final class QueryNumber {
  private static final int LONGEST = 18;

  /** Beyond every version that there will ever be, and still far from the end of a long. */
  private static final long BEYOND = 1_000_000_000_000_000_000L;

  private QueryNumber() {}

  /**
   * @throws RefusedRequest when it is no whole number
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
