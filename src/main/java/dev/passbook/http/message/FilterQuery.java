package dev.passbook.http.message;

import dev.passbook.banking.EventFilter;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The parameters that say which events a page has. Each of them is null if it is missing. */
record FilterQuery(String from, String to, String type) {
  static final List<String> NAMES = List.of("from", "to", "type");

  static FilterQuery of(Query query) {
    return new FilterQuery(query.get("from"), query.get("to"), query.get("type"));
  }

  /**
   * @throws RefusedRequest if a parameter is invalid
   */
  EventFilter filter() {
    var first = instant("from", from);
    var end = instant("to", to);
    if (first != null && end != null && first.isAfter(end)) {
      throw RefusedRequest.invalid(new Violation("to", "must not be before from"));
    }
    return new EventFilter(first, end, types());
  }

  private static Instant instant(String name, String text) {
    return text == null ? null : QueryInstant.of(name, text);
  }

  private Set<String> types() {
    if (type == null) {
      return Set.of();
    }
    // With a negative limit, an empty name at the end stays, and is refused.
    var names = Set.copyOf(List.of(type.split(",", -1)));
    if (!EventFilter.TYPES.containsAll(names)) {
      throw RefusedRequest.invalid(
          new Violation(
              "type",
              "must be names of event types with commas between them, of "
                  + String.join(", ", EventFilter.TYPES)));
    }
    return names;
  }

  /** Returns the parameters as the end of a query, so that the next page has them, too. */
  String parameters() {
    return parameter("from", from) + parameter("to", to) + parameter("type", type);
  }

  private static String parameter(String name, String value) {
    return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
