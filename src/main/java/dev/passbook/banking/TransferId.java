package dev.passbook.banking;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A transfer's id: the account and version of its withdrawing leg, so that no extra row is needed.
 */
public record TransferId(UUID from, long fromVersion) {
  private static final Pattern FORM = Pattern.compile("([0-9a-fA-F-]{36})-([1-9][0-9]{0,17})");

  public static Optional<TransferId> parse(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? AccountIds.parse(parts.group(1))
            .map(from -> new TransferId(from, Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return from + "-" + fromVersion;
  }
}
