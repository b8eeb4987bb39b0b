package dev.passbook.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Restores the request that a format 2.0 event carries. Quarkus splits header values at commas, so
 * {@code a,b} and {@code a,c} would be the same idempotency key, and a deposit would be lost. API
 * Gateway puts the name of a named stage before the path.
 */
@ApplicationScoped
class OriginalRequest {
  private static final int BEFORE_ALL_FILTERS = 10_000;
  private static final String SEEN = OriginalRequest.class.getName();

  void register(@Observes Filters filters) {
    filters.register(this::restore, BEFORE_ALL_FILTERS);
  }

  private void restore(RoutingContext context) {
    Optional<APIGatewayV2HTTPEvent> event = event(context.request().headers());
    if (event.isEmpty() || context.get(SEEN) != null) {
      context.next();
      return;
    }
    context.put(SEEN, true);
    Optional.ofNullable(event.get().getHeaders())
        .ifPresent(headers -> headers.forEach((name, value) -> set(context, name, value)));
    String prefix = "/" + event.get().getRequestContext().getStage() + "/";
    String path = context.request().path();
    if (path.startsWith(prefix)) {
      context.reroute(path.substring(prefix.length() - 1));
    } else {
      context.next();
    }
  }

  private static void set(RoutingContext context, String name, String value) {
    if (value != null && value.indexOf(',') >= 0) {
      context.request().headers().set(name, value);
    }
  }

  private static Optional<APIGatewayV2HTTPEvent> event(MultiMap headers) {
    return headers instanceof QuarkusHttpHeaders ofAnEvent
        ? Optional.ofNullable(ofAnEvent.getContextObjects().get(APIGatewayV2HTTPEvent.class))
            .map(APIGatewayV2HTTPEvent.class::cast)
        : Optional.empty();
  }
}
