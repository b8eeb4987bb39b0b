package dev.passbook.http.exchange;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Keeps browsers from treating a response as a page, and from showing it within another page. */
public final class SecurityHeaders {
  private static final CharSequence TYPES = createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFFING = createOptimized("nosniff");
  private static final CharSequence CONTENT = createOptimized("Content-Security-Policy");
  private static final CharSequence TRANSPORT = createOptimized("Strict-Transport-Security");

  /** Two years, which the preload lists of browsers require. */
  private static final CharSequence HTTPS_ONLY =
      createOptimized("max-age=63072000; includeSubDomains");

  private static final CharSequence NOTHING =
      createOptimized("default-src 'none'; frame-ancestors 'none'");

  private static final CharSequence OWN_PAGE =
      createOptimized(
          "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';"
              + " img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

  /** Swagger UI, in dev only, starts with an inline script. */
  private static final CharSequence SWAGGER_UI =
      createOptimized(
          "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
              + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none';"
              + " form-action 'self'");

  /** Quarkus' dev UI changes with each version, so it gets no policy. */
  private static final String QUARKUS_OWN = "/q/dev-ui";

  private SecurityHeaders() {}

  /** Sets the headers that a route may replace with its own. */
  public static void tell(RoutingContext context) {
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

  /** Adds the headers to a response that passed no filter. */
  public static void addTo(HttpHeaders response) {
    if (!response.contains(TYPES)) {
      response.set(TYPES, NO_SNIFFING);
      response.set(CONTENT, NOTHING);
    }
  }

  private static CharSequence policy(String path) {
    if (PathKinds.isStartPage(path)) {
      return OWN_PAGE;
    }
    return path.startsWith("/q/swagger-ui") ? SWAGGER_UI : NOTHING;
  }
}
