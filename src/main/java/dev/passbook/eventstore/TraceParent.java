package dev.passbook.eventstore;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes and reads a span's identity as text, in version 00 of W3C Trace Context, section 3.2. */
public final class TraceParent {
  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private TraceParent() {}

  public static String of(SpanContext span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
  }

  /** Returns empty for a text of any other form. */
  public static Optional<SpanContext> read(String text) {
    var parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
                SpanContext.createFromRemoteParent(
                    parts.group(1),
                    parts.group(2),
                    TraceFlags.fromHex(parts.group(3), 0),
                    TraceState.getDefault()))
            .filter(SpanContext::isValid)
        : Optional.empty();
  }
}
