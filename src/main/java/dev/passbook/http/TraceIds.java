package dev.passbook.http;

import dev.passbook.eventstore.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to (W3C Trace Context, section 3.2), so that its log lines and
 * its events can be found.
 */
final class TraceIds {
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-((?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}).*");

  private static final String KNOWN_VERSION = "00-";

  private TraceIds() {}

  static Optional<String> of(HttpServerRequest request) {
    return parts(request).map(parts -> parts.group(2));
  }

  /**
   * What is kept with an event: the span of this request where somebody collects it, else the whole
   * header as version 00 has it; what a later version adds is left out. A trace that is neither
   * collected nor the client's leads nowhere, and would be paid for in each row.
   */
  static Optional<String> parent(HttpServerRequest request) {
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
