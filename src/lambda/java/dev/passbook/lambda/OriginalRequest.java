package dev.passbook.lambda;

import dev.passbook.http.exchange.RequestIds;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Restores the request that an event carries. Quarkus splits header values at commas, so {@code
 * a,b} and {@code a,c} would be the same idempotency key, and a deposit would be lost.
 *
 * <p>It also passes on the gateway's id of the request, so that the gateway's access log and the
 * service's log have an id in common.
 */
@ApplicationScoped
class OriginalRequest {
  private static final int BEFORE_ALL_FILTERS = 10_000;
  private static final String SEEN = OriginalRequest.class.getName();

  void register(@Observes Filters filters) {
    filters.register(this::restore, BEFORE_ALL_FILTERS);
  }

  private void restore(RoutingContext context) {
    Optional<GatewayEvent> event = event(context);
    if (event.isEmpty() || context.get(SEEN) != null) {
      context.next();
      return;
    }
    context.put(SEEN, true);
    event.get().requestId().ifPresent(id -> RequestIds.passOn(context, id));
    event.get().wholeHeaders().forEach((name, value) -> set(context, name, value));
    event
        .get()
        .pathPrefix()
        .filter(prefix -> context.request().path().startsWith(prefix + "/"))
        .ifPresentOrElse(
            prefix -> context.reroute(without(prefix, context.request())), context::next);
  }

  private static void set(RoutingContext context, String name, String value) {
    if (value != null && value.indexOf(',') >= 0) {
      context.request().headers().set(name, value);
    }
  }

  /** Returns the path without the prefix, and the query, which would otherwise be lost. */
  private static String without(String prefix, HttpServerRequest request) {
    String path = request.path().substring(prefix.length());
    return request.query() == null ? path : path + "?" + request.query();
  }

  private static Optional<GatewayEvent> event(RoutingContext context) {
    return context.request().headers() instanceof QuarkusHttpHeaders ofAnEvent
        ? GatewayEvent.behind(ofAnEvent)
        : Optional.empty();
  }
}
