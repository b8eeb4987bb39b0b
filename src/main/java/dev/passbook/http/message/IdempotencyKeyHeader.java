package dev.passbook.http.message;

import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.FieldParser;
import java.util.List;
import java.util.Optional;

/**
 * Parses {@code Idempotency-Key}. A key may be written plainly or as a string of structured fields
 * ({@code "k"}, draft-ietf-httpapi-idempotency-key-header, section 2.1). Both forms are the same
 * key. A value that begins with a quotation mark and is not such a string is refused, and so are
 * parameters: if the client meant another key, its write could be applied twice.
 */
public final class IdempotencyKeyHeader {
  private static final int LONGEST = 255;

  private IdempotencyKeyHeader() {}

  /**
   * Returns the key, if the header is there. A key that itself begins with a quotation mark comes
   * as a structured string, so that it can't be taken for {@link #quoted another key}.
   *
   * @param lines the lines of the header, at most one
   * @throws RefusedRequest if the header is malformed or repeated
   */
  public static Optional<String> of(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() == 1) {
      var key = read(lines.get(0));
      if (isSound(key)) {
        return Optional.of(key.startsWith("\"") ? structured(key) : key);
      }
    }
    throw RefusedRequest.invalid(
        new Violation("Idempotency-Key", "must be one key of 1 to 255 visible ASCII characters"));
  }

  /** Returns a valid key as it was written, if it has quotation marks. */
  public static Optional<String> quoted(List<String> lines) {
    return of(lines).isPresent() && lines.get(0).startsWith("\"")
        ? Optional.of(lines.get(0))
        : Optional.empty();
  }

  /** Returns the key, or an empty text, which is not a valid key, if it is malformed. */
  private static String read(String line) {
    if (!line.startsWith("\"")) {
      return line;
    }
    try {
      var reader = new FieldParser(line);
      var key = reader.structuredString();
      return reader.skipBlanks().isAtEnd() ? key : "";
    } catch (FieldParser.Malformed e) {
      return "";
    }
  }

  /** Writes a structured string as RFC 8941, section 4.1.6 has it. */
  private static String structured(String key) {
    return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static boolean isSound(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().allMatch(character -> character > ' ' && character < 0x7f);
  }
}
