package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * A problem detail of RFC 9457, all but the {@code instance}, which only the edge knows.
 *
 * @param members adds the members that this type of problem has beside the standard ones
 */
record Problem(String type, String title, int status, String detail, Consumer<ObjectNode> members) {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final String BLANK = "about:blank";
  private static final String BEGIN = "{\"type\":\"";

  static Problem of(ProblemType type, String detail) {
    return of(type, detail, nothing -> {});
  }

  static Problem of(ProblemType type, String detail, Consumer<ObjectNode> members) {
    return new Problem(type.uri(), type.title(), type.status(), detail, members);
  }

  /**
   * An error of the protocol itself, for which the status says it all (RFC 9457, section 4.2.1).
   */
  static Problem blank(int status, String title, String detail) {
    return new Problem(BLANK, title, status, detail, nothing -> {});
  }

  /** Returns the problem without one of the members that its type has. */
  Problem without(String member) {
    return new Problem(
        type,
        title,
        status,
        detail,
        node -> {
          members.accept(node);
          node.remove(member);
        });
  }

  /** What figures and log lines call it: its type's name, or the status where that says it all. */
  String name() {
    return name(type, status);
  }

  /** The name of a problem that is there as JSON, as {@link #json} wrote it. */
  static String nameIn(String json, int status) {
    var end = json.indexOf('"', BEGIN.length());
    var type = json.startsWith(BEGIN) && end > 0 ? json.substring(BEGIN.length(), end) : BLANK;
    return name(type, status);
  }

  private static String name(String type, int status) {
    return ProblemType.named(type).orElseGet(() -> Integer.toString(status));
  }

  String json(String instance) {
    var node = Json.object();
    node.put("type", type);
    node.put("title", title);
    node.put("status", status);
    node.put("detail", detail);
    node.put("instance", instance);
    members.accept(node);
    return Json.text(node);
  }
}
