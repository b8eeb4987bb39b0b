package dev.passbook.http.exchange;

import dev.passbook.eventstore.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the trace of a request (W3C Trace Context, section 3.2), so that its log lines and events
 * can be found.
 */
public final class TraceIds {
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}).*");

  private static final String KNOWN_VERSION = "00-";

  private TraceIds() {}

  public static Optional<String> of(HttpServerRequest request) {
    return parts(request).map(parts -> parts.group(2));
  }

  /**
   * Returns the trace parent to store with an event: the span of this request if it is sampled,
   * otherwise the client's header in the format of version 00, without the extensions of later
   * versions. A new trace that is not sampled is not stored, because it leads nowhere and costs
   * bytes in each row.
   */
  public static Optional<String> parent(HttpServerRequest request) {
    var span = Span.current().getSpanContext();
    return span.isSampled() ? Optional.of(TraceParent.of(span)) : header(request);
  }

  private static Optional<String> header(HttpServerRequest request) {
    return parts(request).map(parts -> KNOWN_VERSION + parts.group(1));
  }

  private static Optional<Matcher> parts(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("traceparent"))
        .map(TRACEPARENT::matcher)
        .filter(Matcher::matches);
  }
}
