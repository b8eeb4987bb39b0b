package dev.passbook.http.syntax;

/**
 * Parses a header field from left to right, by the grammar of RFC 9110, section 5.6. It looks at
 * each character once and never recurses, so the time grows only with the length.
 */
public final class FieldParser {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private int at;

  public FieldParser(String text) {
    this.text = text;
  }

  public boolean isAtEnd() {
    return at == text.length();
  }

  /** Consumes this character if it is the next one. */
  public boolean take(char wanted) {
    if (isAtEnd() || text.charAt(at) != wanted) {
      return false;
    }
    at++;
    return true;
  }

  public FieldParser skipBlanks() {
    while (!isAtEnd() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return this;
  }

  /**
   * Skips blanks and the commas of empty list elements.
   *
   * @return whether there was a comma
   */
  public boolean skipCommas() {
    var found = false;
    while (skipBlanks().take(',')) {
      found = true;
    }
    return found;
  }

  /**
   * Returns whether a parameter follows. It may be missing between two semicolons or at the end.
   */
  boolean isAtParameter() {
    return !isAtEnd() && text.charAt(at) != ';' && text.charAt(at) != ',';
  }

  /**
   * Returns a token as it was written.
   *
   * @throws Malformed if there is none
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
   * Returns a token, or the content of a quoted string.
   *
   * @throws Malformed if there is neither
   */
  String tokenOrQuoted() {
    return take('"') ? quoted() : token();
  }

  private String quoted() {
    var content = new StringBuilder();
    while (!take('"')) {
      take('\\');
      content.append(next(FieldParser::isText));
    }
    return content.toString();
  }

  /**
   * Returns the content of an opaque tag, which has no escapes (section 8.8.3).
   *
   * @throws Malformed if there is none
   */
  public String opaque() {
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
   * Returns the content of a string of structured fields, where only two characters may be escaped
   * (RFC 8941, section 3.3.3).
   *
   * @throws Malformed if there is none
   */
  public String structuredString() {
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

  public static boolean isLetterOrDigit(char character) {
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
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Malformed() {
      super("the field does not follow its grammar", null, false, false);
    }
  }
}
