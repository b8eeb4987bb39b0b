package dev.passbook.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.netty.handler.codec.http.HttpHeaders;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * What browsers are told, so that an answer is never taken for a page, and no page of somebody
 * else's calls in the name of whoever looks at it.
 */
@ApplicationScoped
class BrowserRules {
  private static final CharSequence TYPES = createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFFING = createOptimized("nosniff");
  private static final CharSequence CONTENT = createOptimized("Content-Security-Policy");
  private static final CharSequence TRANSPORT = createOptimized("Strict-Transport-Security");
  private static final int WITH_THE_REQUEST_ID = 1_000;
  private static final int BEFORE_ADMISSION = 950;
  private static final int TEN_MINUTES = 600;

  /** Two years, as the lists that browsers ship ask for. */
  private static final CharSequence HTTPS_ONLY =
      createOptimized("max-age=63072000; includeSubDomains");

  private static final CharSequence NOTHING =
      createOptimized("default-src 'none'; frame-ancestors 'none'");

  private static final CharSequence OWN_PAGE =
      createOptimized(
          "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
              + " base-uri 'none'; form-action 'none'");

  /** Swagger UI, in dev only, begins by a script within its page. */
  private static final CharSequence SWAGGER_UI =
      createOptimized(
          "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
              + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
              + " form-action 'self'");

  /** Made up anew with each version, in dev only. */
  private static final String QUARKUS_OWN = "/q/dev-ui";

  private static final Set<String> START_PAGE =
      Set.of("/", "/index.html", "/passbook.css", "/passbook.svg");

  private final LimitsConfig config;

  BrowserRules(LimitsConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(BrowserRules::tell, WITH_THE_REQUEST_ID);
    config
        .corsOrigins()
        .ifPresent(origins -> filters.register(cors(origins.split(",")), BEFORE_ADMISSION));
  }

  private static void tell(RoutingContext context) {
    var headers = context.response().headers();
    headers.set(TYPES, NO_SNIFFING);
    var path = context.request().path();
    if (!path.startsWith(QUARKUS_OWN)) {
      headers.set(CONTENT, policy(path));
    }
    if (context.request().isSSL()) {
      headers.set(TRANSPORT, HTTPS_ONLY);
    }
    context.next();
  }

  /** An answer that no route gives. */
  static void tellOfProblem(HttpHeaders answer) {
    answer.set(TYPES, NO_SNIFFING);
    answer.set(CONTENT, NOTHING);
  }

  private static CharSequence policy(String path) {
    if (isStartPage(path)) {
      return OWN_PAGE;
    }
    return path.startsWith("/q/swagger-ui") ? SWAGGER_UI : NOTHING;
  }

  /** A page that says what this is, and nothing of anybody's. */
  static boolean isStartPage(String path) {
    return START_PAGE.contains(path);
  }

  private static CorsHandler cors(String... origins) {
    var handler =
        CorsHandler.create()
            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST))
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
                    "ETag",
                    "Idempotency-Replayed",
                    "Link",
                    "Location",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Retry-After",
                    "WWW-Authenticate",
                    "X-Request-Id"))
            .maxAgeSeconds(TEN_MINUTES);
    return handler.addOrigins(List.of(origins));
  }
}
