package dev.passbook.moves.importing;

import dev.passbook.account.PlainText;
import java.util.Optional;

/** Checks owners and references by the rules that the HTTP API has for them. */
final class ImportedTexts {
  private static final int LONGEST_OWNER = 128;
  private static final int LONGEST_REFERENCE = 140;

  private ImportedTexts() {}

  static Optional<String> flawOfOwner(String owner) {
    return flawOf(owner, LONGEST_OWNER);
  }

  static Optional<String> flawOfReference(String reference) {
    return flawOf(reference, LONGEST_REFERENCE);
  }

  private static Optional<String> flawOf(String text, int longest) {
    if (text == null) {
      return Optional.empty();
    }
    if (!PlainText.is(text)) {
      return Optional.of("holds control, direction or invisible characters");
    }
    return text.codePointCount(0, text.length()) > longest
        ? Optional.of("has more than " + longest + " characters")
        : Optional.empty();
  }
}
