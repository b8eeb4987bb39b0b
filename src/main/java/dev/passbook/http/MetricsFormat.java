package dev.passbook.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Which of its two formats {@code /q/metrics} answers in. Quarkus would look for the names of
 * formats anywhere in {@code Accept}, and refuses OpenMetrics where its version is left out or is
 * another one: what is handed on to it is one of the two values that it knows.
 */
final class MetricsFormat {
  private static final String PATH = "/q/metrics";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String TEXT = "text/plain";
  private static final MediaTypeName OPEN = new MediaTypeName("application", "openmetrics-text");
  private static final MediaTypeName PLAIN = new MediaTypeName("text", "plain");

  private MetricsFormat() {}

  static void choose(RoutingContext context) {
    var headers = context.request().headers();
    if (context.request().path().startsWith(PATH) && headers.contains(HttpHeaders.ACCEPT)) {
      try {
        var accepted = AcceptedTypes.read(headers.getAll(HttpHeaders.ACCEPT));
        if (accepted.include(OPEN) || accepted.include(PLAIN)) {
          headers.set(HttpHeaders.ACCEPT, accepted.prefer(OPEN, PLAIN) ? OPEN_METRICS : TEXT);
        }
      } catch (FieldReader.Malformed e) {
        RouterProblems.end(context, RouterProblems.blank(400));
        return;
      }
    }
    context.next();
  }
}
