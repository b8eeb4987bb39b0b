package dev.passbook.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Versions as entity tags: {@code "7"} (RFC 9110, section 8.8.3). */
final class EntityTags {
  /** Several hundred tags, and half of what a whole head may hold. */
  private static final int LONGEST = 8_192;

  private static final String ANY = "*";

  private EntityTags() {}

  private record Tag(boolean weak, String opaque) {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The versions that {@code If-Match} asks for; empty where any version will do. A weak tag
   * matches none, because the comparison is the strong one.
   *
   * @param lines the field's lines, which are one list
   * @throws RefusedRequest when it is malformed, or names what was never a version
   */
  static Optional<Set<Long>> expected(List<String> lines) {
    if (lines.isEmpty() || isAny(lines)) {
      return Optional.empty();
    }
    try {
      var tags = read(lines);
      if (!tags.isEmpty() && tags.stream().allMatch(tag -> isVersion(tag.opaque()))) {
        return Optional.of(
            tags.stream()
                .filter(tag -> !tag.weak())
                .map(tag -> Long.valueOf(tag.opaque()))
                .collect(Collectors.toSet()));
      }
    } catch (FieldReader.Malformed e) {
      // It is refused below, like a tag that was never a version.
    }
    throw RefusedRequest.invalid(
        new Violation("If-Match", "must be * or a version as an entity tag, such as \"7\""));
  }

  /**
   * Whether {@code If-None-Match} says that the client has this version already (weak comparison).
   * A malformed one says nothing, and the client gets the whole answer.
   *
   * @param lines the field's lines, which are one list
   */
  static boolean has(List<String> lines, long version) {
    if (lines.isEmpty() || isAny(lines)) {
      return !lines.isEmpty();
    }
    try {
      var wanted = Long.toString(version);
      return read(lines).stream().anyMatch(tag -> tag.opaque().equals(wanted));
    } catch (FieldReader.Malformed e) {
      return false;
    }
  }

  private static boolean isAny(List<String> lines) {
    return lines.size() == 1 && lines.get(0).strip().equals(ANY);
  }

  private static List<Tag> read(List<String> lines) {
    var list = String.join(",", lines);
    if (list.length() > LONGEST) {
      throw new FieldReader.Malformed();
    }
    var tags = new ArrayList<Tag>();
    var reader = new FieldReader(list);
    reader.skipCommas();
    while (!reader.isAtEnd()) {
      tags.add(tag(reader));
      if (!reader.skipCommas() && !reader.isAtEnd()) {
        throw new FieldReader.Malformed();
      }
    }
    return tags;
  }

  private static Tag tag(FieldReader reader) {
    var weak = reader.take('W');
    if (weak && !reader.take('/')) {
      throw new FieldReader.Malformed();
    }
    return new Tag(weak, reader.opaque());
  }

  private static boolean isVersion(String tag) {
    return WholeNumber.hasDigits(tag, 18) && tag.charAt(0) != '0';
  }
}
