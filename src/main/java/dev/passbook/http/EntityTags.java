package dev.passbook.http;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Versions as entity tags: {@code "7"} (RFC 9110, section 8.8.3). */
final class EntityTags {
  private static final String TAG = "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";
  private static final Pattern ONE = Pattern.compile(TAG);
  private static final Pattern LIST =
      Pattern.compile("[ \\t,]*" + TAG + "([ \\t]*,[ \\t]*(" + TAG + ")?)*[ \\t]*");
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private EntityTags() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The versions that an {@code If-Match} asks for; empty where any will do, as for {@code *}. A
   * weak tag matches none, because the comparison is the strong one.
   *
   * @throws RefusedRequest when it is malformed, or names what was never a version
   */
  static Optional<Set<Long>> expected(String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    if (!LIST.matcher(ifMatch).matches() || !tags(ifMatch).allMatch(EntityTags::isVersion)) {
      throw RefusedRequest.invalid(
          new Violation("If-Match", "must be * or a version as an entity tag, such as \"7\""));
    }
    return Optional.of(
        tags(ifMatch)
            .filter(tag -> tag.group(1) == null)
            .map(tag -> Long.valueOf(tag.group(2)))
            .collect(Collectors.toSet()));
  }

  /**
   * Whether an {@code If-None-Match} says that the client has this version already (weak
   * comparison).
   */
  static boolean has(String ifNoneMatch, long version) {
    return ifNoneMatch != null
        && (ifNoneMatch.strip().equals("*")
            || tags(ifNoneMatch).anyMatch(tag -> tag.group(2).equals(Long.toString(version))));
  }

  private static Stream<MatchResult> tags(String list) {
    return ONE.matcher(list).results();
  }

  private static boolean isVersion(MatchResult tag) {
    return VERSION.matcher(tag.group(2)).matches();
  }
}
