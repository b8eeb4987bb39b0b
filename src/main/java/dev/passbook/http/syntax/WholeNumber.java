package dev.passbook.http.syntax;

/** Checks for digits in texts from clients, in time that grows linearly with the text. */
public final class WholeNumber {
  private WholeNumber() {}

  /** Returns whether the text has only digits, at least one and at most {@code most}. */
  public static boolean hasDigits(String text, int most) {
    return text.length() <= most && isWhole(text, 0);
  }

  /** Returns whether the text has only digits from an index on, and at least one. */
  public static boolean isWhole(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!FieldParser.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > from;
  }
}
