package dev.passbook.http.problem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.http.syntax.Json;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * A problem detail of RFC 9457, without the {@code instance}: the path of the request.
 *
 * @param members adds the members that this type of problem has beside the standard ones
 */
public record Problem(
    String type, String title, int status, String detail, Consumer<ObjectNode> members) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String BLANK = "about:blank";
  private static final String BEGIN = "{\"type\":\"";

  static Problem of(ProblemType type, String detail) {
    return of(type, detail, nothing -> {});
  }

  static Problem of(ProblemType type, String detail, Consumer<ObjectNode> members) {
    return new Problem(type.uri(), type.title(), type.status(), detail, members);
  }

  /**
   * Creates a problem for an error of the protocol, which the status alone describes (RFC 9457,
   * section 4.2.1).
   */
  static Problem blank(int status, String title, String detail) {
    return new Problem(BLANK, title, status, detail, nothing -> {});
  }

  /** Returns the problem without some of its type's members. */
  public Problem without(Collection<String> names) {
    return new Problem(
        type,
        title,
        status,
        detail,
        node -> {
          members.accept(node);
          node.remove(names);
        });
  }

  /**
   * Returns the name for metrics and log lines: the type's name, or the status for {@code
   * about:blank}.
   */
  public String name() {
    return name(type, status);
  }

  /** Returns the name of a problem in the JSON that {@link #json} wrote. */
  public static String nameIn(String json, int status) {
    var end = json.indexOf('"', BEGIN.length());
    var type = json.startsWith(BEGIN) && end > 0 ? json.substring(BEGIN.length(), end) : BLANK;
    return name(type, status);
  }

  private static String name(String type, int status) {
    return ProblemType.named(type).orElseGet(() -> Integer.toString(status));
  }

  /** Returns whether the same request may succeed a moment later. */
  boolean isWorthRetrying() {
    return status == 409 || status == 429 || status == 503;
  }

  public String json(String instance) {
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
