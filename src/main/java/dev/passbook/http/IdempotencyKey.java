package dev.passbook.http;

import java.util.List;
import java.util.Optional;

/**
 * The key of {@code Idempotency-Key}. A key may be written as it is, or as a string of structured
 * fields ({@code "k"}, draft-ietf-httpapi-idempotency-key-header, section 2.1); both are the same
 * key. What begins with a quotation mark and is no such string is refused, and so are parameters
 * after it: a client that meant another key would have its write applied twice.
 */
final class IdempotencyKey {
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /**
   * @param lines the lines of the header, of which there may be one
   * @throws RefusedRequest when it is malformed or repeated
   */
  static Optional<String> of(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() == 1) {
      var key = read(lines.get(0));
      if (isSound(key)) {
        return Optional.of(key);
      }
    }
    throw RefusedRequest.invalid(
        new Violation("Idempotency-Key", "must be one key of 1 to 255 visible ASCII characters"));
  }

  /** Empty, which is no sound key, for a malformed one. */
  private static String read(String line) {
    if (!line.startsWith("\"")) {
      return line;
    }
    try {
      var reader = new FieldReader(line);
      var key = reader.structuredString();
      return reader.skipBlanks().isAtEnd() ? key : "";
    } catch (FieldReader.Malformed e) {
      return "";
    }
  }

  private static boolean isSound(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().allMatch(character -> character > ' ' && character < 0x7f);
  }
}
