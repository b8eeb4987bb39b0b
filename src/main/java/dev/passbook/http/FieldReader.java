package dev.passbook.http;

/**
 * Reads a header field from left to right, by the grammar of RFC 9110, section 5.6. It looks at
 * each character once and calls nothing recursively, so the time it takes grows with the length
 * alone.
 */
final class FieldReader {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  FieldReader(String text) {
    this.text = text;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** Takes this character if it is the next one. */
  boolean take(char wanted) {
    if (isAtEnd() || text.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  FieldReader skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return this;
  }

  /** Skips blanks and the commas of empty list elements; false where there was no comma. */
  boolean skipCommas() {
    var found = false;
    while (skipBlanks().take(',')) {
      found = true;
    }
    return found;
  }

  /** Whether a parameter follows: one may be left out between two semicolons, or at the end. */
  boolean isAtParameter() {
    return !isAtEnd() && text.charAt(at) != ';' && text.charAt(at) != ',';
  }

  /**
   * A token, as it was written.
   *
   * @throws Malformed when there is none
   */
  String token() {
    var from = at;
    while (!isAtEnd() && isTokenCharacter(text.charAt(at))) {
      at++;
    }
    if (at == from) {
      throw new Malformed();
    }
    return text.substring(from, at);
  }

  /**
   * A token, or the content of a quoted string.
   *
   * @throws Malformed when there is neither
   */
  String tokenOrQuoted() {
    return take('"') ? quoted() : token();
  }

  private String quoted() {
    var content = new StringBuilder();
    while (!take('"')) {
      take('\\');
      content.append(next(FieldReader::isText));
    }
    return content.toString();
  }

  /**
   * What is between two quotation marks, with no escapes: an opaque tag (section 8.8.3).
   *
   * @throws Malformed when there is none
   */
  String opaque() {
    var from = at + 1;
    if (!take('"')) {
      throw new Malformed();
    }
    while (!take('"')) {
      next(character -> character > ' ' && character != 0x7f && character <= 0xff);
    }
    return text.substring(from, at - 1);
  }

  /**
   * The content of a string of structured fields, where only two characters may be escaped (RFC
   * 8941, section 3.3.3).
   *
   * @throws Malformed when there is none
   */
  String structuredString() {
    if (!take('"')) {
      throw new Malformed();
    }
    var content = new StringBuilder();
    while (!take('"')) {
      content.append(
          take('\\')
              ? next(character -> character == '"' || character == '\\')
              : next(character -> character >= ' ' && character < 0x7f));
    }
    return content.toString();
  }

  private char next(CharacterRule allowed) {
    if (isAtEnd() || !allowed.holds(text.charAt(at))) {
      throw new Malformed();
    }
    return text.charAt(at++);
  }

  static boolean isTokenCharacter(char character) {
    return isLetterOrDigit(character) || TOKEN_MARKS.indexOf(character) >= 0;
  }

  static boolean isLetterOrDigit(char character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || isDigit(character);
  }

  static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static boolean isText(char character) {
    return character == '\t' || character >= ' ' && character != 0x7f;
  }

  private interface CharacterRule {
    boolean holds(char character);
  }

  /** The field does not follow its grammar. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Malformed() {
      super("the field does not follow its grammar", null, false, false);
    }
  }
}
