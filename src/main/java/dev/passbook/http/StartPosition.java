package dev.passbook.http;

import dev.passbook.http.message.PageQuery;
import dev.passbook.http.message.Query;
import dev.passbook.http.message.QueryNumber;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.vertx.ext.web.RoutingContext;

/**
 * The version after which a live stream begins.
 *
 * @param name where the client named it, for violations
 */
record StartPosition(String name, long version) {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  /** Returns the request's position. {@code Last-Event-ID} takes precedence over {@code after}. */
  static StartPosition of(RoutingContext context) {
    var query = Query.of(context);
    for (var name : PageQuery.OF_PAGES_ONLY) {
      if (query.get(name) != null) {
        throw RefusedRequest.invalid(new Violation(name, "does not apply to a live stream"));
      }
    }
    var lastIds = context.request().headers().getAll(LAST_EVENT_ID);
    if (lastIds.size() > 1) {
      throw RefusedRequest.invalid(new Violation(LAST_EVENT_ID, "must be given once"));
    }
    if (!lastIds.isEmpty()) {
      return of(LAST_EVENT_ID, lastIds.get(0));
    }
    var after = query.get("after");
    return after == null ? new StartPosition("after", 0) : of("after", after);
  }

  private static StartPosition of(String name, String text) {
    return new StartPosition(name, QueryNumber.between(0, Long.MAX_VALUE, name, text));
  }
}
