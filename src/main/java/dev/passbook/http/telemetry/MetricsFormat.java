package dev.passbook.http.telemetry;

import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.syntax.AcceptedTypes;
import dev.passbook.http.syntax.FieldParser;
import dev.passbook.http.syntax.MediaTypeName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Chooses the format of {@code /q/metrics}. Quarkus searches {@code Accept} for the names of
 * formats as plain text, and refuses OpenMetrics without the one version that it knows. So this
 * filter replaces the header with one of the two values that Quarkus accepts.
 */
public final class MetricsFormat {
  private static final String PATH = "/q/metrics";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String TEXT = "text/plain";
  private static final MediaTypeName OPEN = new MediaTypeName("application", "openmetrics-text");
  private static final MediaTypeName PLAIN = new MediaTypeName("text", "plain");

  private MetricsFormat() {}

  public static void choose(RoutingContext context) {
    var headers = context.request().headers();
    if (context.request().path().startsWith(PATH) && headers.contains(HttpHeaders.ACCEPT)) {
      try {
        var accepted = AcceptedTypes.read(headers.getAll(HttpHeaders.ACCEPT));
        if (accepted.include(OPEN) || accepted.include(PLAIN)) {
          headers.set(HttpHeaders.ACCEPT, accepted.prefer(OPEN, PLAIN) ? OPEN_METRICS : TEXT);
        }
      } catch (FieldParser.Malformed e) {
        RouterProblems.end(context, RouterProblems.blank(400));
        return;
      }
    }
    context.next();
  }
}
