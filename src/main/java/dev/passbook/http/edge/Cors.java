package dev.passbook.http.edge;

import dev.passbook.http.access.LimitsConfig;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets pages of other origins call the API, if the operator configures those origins. */
final class Cors {
  private static final int TEN_MINUTES = 600;

  private Cors() {}

  /** Returns the filter, or nothing if no other origin may call. */
  static Optional<Handler<RoutingContext>> of(LimitsConfig config) {
    return config.corsOrigins().map(origins -> cors(origins.split(",")));
  }

  private static CorsHandler cors(String... origins) {
    var handler =
        CorsHandler.create()
            .allowedMethods(
                Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT))
            .allowedHeaders(
                Set.of(
                    "Authorization",
                    "Content-Type",
                    "Idempotency-Key",
                    "If-Match",
                    "If-None-Match",
                    "Last-Event-ID",
                    "X-Request-Id",
                    "traceparent"))
            .exposedHeaders(
                Set.of(
                    "Content-Disposition",
                    "ETag",
                    "Idempotency-Replayed",
                    "Link",
                    "Location",
                    "Passbook-Dry-Run",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Retry-After",
                    "WWW-Authenticate",
                    "X-Request-Id"))
            .maxAgeSeconds(TEN_MINUTES);
    return handler.addOrigins(List.of(origins));
  }
}
