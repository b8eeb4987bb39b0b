package dev.passbook.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that a request belongs to (W3C Trace Context, section 3.2), so that its log lines can
 * be found.
 */
final class TraceIds {
  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

  private TraceIds() {}

  static Optional<String> of(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("traceparent"))
        .map(TRACEPARENT::matcher)
        .filter(Matcher::matches)
        .map(parts -> parts.group(1));
  }
}
