package dev.passbook.http.message;

import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of a request's query. JAX-RS would treat an empty parameter as missing. {@link
 * KnownParameters} parses them before the resource is called.
 */
public final class Query {
  private static final String PLACE = "passbook.query";

  private final Map<String, String> parameters;

  private Query(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  public static Query of(RoutingContext context) {
    return context.get(PLACE);
  }

  void enter(RoutingContext context) {
    context.put(PLACE, this);
  }

  /**
   * Parses a query.
   *
   * @param raw null if there is none
   * @param known the parameters that the operation has
   * @throws RefusedRequest if the query can't be parsed, or has an unknown or repeated parameter
   */
  public static Query read(String raw, Set<String> known) {
    var parameters = new LinkedHashMap<String, String>();
    var violations = new ArrayList<Violation>();
    for (var part : parts(raw)) {
      var equals = part.indexOf('=');
      var name = decoded(equals < 0 ? part : part.substring(0, equals));
      var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
      if (!known.contains(name)) {
        violations.add(new Violation(name, "is not a parameter of this operation"));
      } else if (parameters.putIfAbsent(name, value) != null) {
        violations.add(new Violation(name, "must be given once"));
      }
    }
    if (!violations.isEmpty()) {
      throw new RefusedRequest(Violation.problem(violations));
    }
    return new Query(parameters);
  }

  private static List<String> parts(String raw) {
    return raw == null
        ? List.of()
        : List.of(raw.split("&")).stream().filter(part -> !part.isEmpty()).toList();
  }

  /** Returns null if the parameter is missing. */
  public String get(String name) {
    return parameters.get(name);
  }

  public String get(String name, String byDefault) {
    return parameters.getOrDefault(name, byDefault);
  }

  private static String decoded(String encoded) {
    var bytes = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      var character = encoded.charAt(i);
      if (character == '%') {
        bytes.put(octet(encoded, i + 1));
        i += 2;
      } else if (character < 0x80) {
        bytes.put((byte) (character == '+' ? ' ' : character));
      } else {
        throw unreadable();
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw unreadable();
    }
  }

  private static byte octet(String encoded, int from) {
    if (from + 2 > encoded.length()
        || Character.digit(encoded.charAt(from), 16) < 0
        || Character.digit(encoded.charAt(from + 1), 16) < 0) {
      throw unreadable();
    }
    return (byte) Integer.parseInt(encoded, from, from + 2, 16);
  }

  private static RefusedRequest unreadable() {
    return RefusedRequest.invalid(
        new Violation("", "The query must be UTF-8, with percent signs before two hex digits"));
  }
}
