package dev.passbook.http.message;

import dev.passbook.banking.AccountView;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.FieldParser;
import dev.passbook.http.syntax.WholeNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes and parses versions as entity tags: {@code "7"} (RFC 9110, section 8.8.3). */
public final class EntityTags {
  /** Enough for several hundred tags, and half of the limit of a whole head. */
  private static final int LONGEST = 8_192;

  private static final String ANY = "*";

  private EntityTags() {}

  private record Tag(boolean weak, String opaque) {}

  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Returns the tag of an account as it is seen: its version, and the number of holds that have
   * lapsed since, because they change what is available.
   */
  public static String of(AccountView account) {
    return account.lapses() == 0
        ? of(account.version())
        : "\"" + account.version() + "." + account.lapses() + "\"";
  }

  /**
   * Returns the versions in {@code If-Match}, or nothing if any version matches. A weak tag matches
   * no version, because {@code If-Match} uses the strong comparison.
   *
   * @param lines the field's lines, which form one list
   * @throws RefusedRequest if the field is malformed, or a tag can't be a version
   */
  public static Optional<Set<Long>> expected(List<String> lines) {
    if (lines.isEmpty() || isAny(lines)) {
      return Optional.empty();
    }
    try {
      var tags = read(lines);
      if (!tags.isEmpty() && tags.stream().allMatch(tag -> isAccountTag(tag.opaque()))) {
        return Optional.of(
            tags.stream()
                .filter(tag -> !tag.weak())
                .map(tag -> Long.valueOf(version(tag.opaque())))
                .collect(Collectors.toSet()));
      }
    } catch (FieldParser.Malformed e) {
      // It is refused below, like a tag that can't be a version.
    }
    throw RefusedRequest.invalid(
        new Violation("If-Match", "must be * or a version as an entity tag, such as \"7\""));
  }

  /**
   * Returns whether {@code If-None-Match} contains this tag, by weak comparison. A malformed field
   * is ignored, so the client gets the whole response.
   *
   * @param lines the field's lines, which form one list
   */
  public static boolean has(List<String> lines, String tag) {
    if (lines.isEmpty() || isAny(lines)) {
      return !lines.isEmpty();
    }
    try {
      return read(lines).stream().anyMatch(known -> tag.equals("\"" + known.opaque() + "\""));
    } catch (FieldParser.Malformed e) {
      return false;
    }
  }

  private static boolean isAny(List<String> lines) {
    return lines.size() == 1 && lines.get(0).strip().equals(ANY);
  }

  private static List<Tag> read(List<String> lines) {
    var list = String.join(",", lines);
    if (list.length() > LONGEST) {
      throw new FieldParser.Malformed();
    }
    var tags = new ArrayList<Tag>();
    var reader = new FieldParser(list);
    reader.skipCommas();
    while (!reader.isAtEnd()) {
      tags.add(tag(reader));
      if (!reader.skipCommas() && !reader.isAtEnd()) {
        throw new FieldParser.Malformed();
      }
    }
    return tags;
  }

  private static Tag tag(FieldParser reader) {
    var weak = reader.take('W');
    if (weak && !reader.take('/')) {
      throw new FieldParser.Malformed();
    }
    return new Tag(weak, reader.opaque());
  }

  /** Returns the part before the dot: a lapse between two reads is no write. */
  private static String version(String tag) {
    var dot = tag.indexOf('.');
    return dot < 0 ? tag : tag.substring(0, dot);
  }

  private static boolean isAccountTag(String tag) {
    var version = version(tag);
    return isVersion(version)
        && (version.length() == tag.length() || isVersion(tag.substring(version.length() + 1)));
  }

  private static boolean isVersion(String tag) {
    return WholeNumber.hasDigits(tag, 18) && tag.charAt(0) != '0';
  }
}
