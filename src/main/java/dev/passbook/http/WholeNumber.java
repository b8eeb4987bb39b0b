package dev.passbook.http;

/** Digits in texts that clients send. Each look takes as many steps as the text has characters. */
final class WholeNumber {
  private WholeNumber() {}

  /** Whether a text is digits alone, at least one of them and at most so many. */
  static boolean hasDigits(String text, int most) {
    return text.length() <= most && isWhole(text, 0);
  }

  /** Whether a text is digits alone from a place on, at least one. */
  static boolean isWhole(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!FieldReader.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.length() > from;
  }
}
