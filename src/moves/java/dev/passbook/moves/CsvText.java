package dev.passbook.moves;

import java.util.regex.Pattern;

/**
 * Protects texts in CSV files from spreadsheets, which take a text that begins with one of these
 * characters for a formula, also after spaces. An apostrophe before it marks it as a text. The
 * reverse takes exactly that apostrophe away, so that an export and an import keep each text.
 */
public final class CsvText {
  private static final Pattern FORMULA =
      Pattern.compile("'*+\\s*+[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*", Pattern.DOTALL);

  private CsvText() {}

  /** Returns the text as it stands in a file; null remains null. */
  public static String write(String text) {
    return text != null && FORMULA.matcher(text).matches() ? "'" + text : text;
  }

  /** Returns the text that {@link #write} wrote; null remains null. */
  public static String read(String text) {
    return text != null && text.startsWith("'") && FORMULA.matcher(text).matches()
        ? text.substring(1)
        : text;
  }
}
