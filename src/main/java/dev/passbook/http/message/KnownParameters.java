package dev.passbook.http.message;

import dev.passbook.http.exchange.RouteTemplates;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses unknown and repeated query parameters, because a money API must not ignore a typo. An
 * operation that is not listed here has no parameters. A test compares the list with the API's
 * description.
 */
public class KnownParameters {
  public static final String DRY_RUN = "dryRun";

  private static final Map<String, Set<String>> OF_READS =
      Map.of(
          "/accounts",
          Set.of("after", "limit", "owner"),
          "/accounts/{id}",
          Set.of("version", "at"),
          "/accounts/{id}/integrity",
          Set.of("after"),
          RouteTemplates.EVENTS,
          Set.of("after", "limit", "order", "from", "to", "type"),
          RouteTemplates.ROWS,
          Set.of("before", "limit"));

  private static final Set<String> OF_WRITES = Set.of(DRY_RUN);

  @ServerRequestFilter
  public void check(RoutingContext context) {
    var request = context.request();
    var known = of(request.method(), RouteTemplates.of(request.path()));
    var query = Query.read(request.query(), known);
    query.enter(context);
    if ("true".equals(query.get(DRY_RUN))) {
      // Every response to the request says so, also if a resource refuses it.
      context.response().putHeader("Passbook-Dry-Run", "true");
    }
  }

  public static Set<String> of(HttpMethod method, String template) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
        ? OF_READS.getOrDefault(template, Set.of())
        : OF_WRITES;
  }
}
