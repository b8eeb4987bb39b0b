package dev.passbook.streaming;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A span for each event that is published, linked to the request that wrote it, if that was traced.
 * Linked and no child: the request was answered long ago, and nobody waits for this.
 */
public final class RelayTraces {
  /** For a relay whose traces nobody collects. */
  static final RelayTraces NONE = new RelayTraces(TracerProvider.noop().get("none"), "none");

  private final Tracer tracer;
  private final String stream;

  /**
   * @param stream where events are published to
   */
  public RelayTraces(Tracer tracer, String stream) {
    this.tracer = tracer;
    this.stream = stream;
  }

  <T> Uni<T> traced(RecordedEvent<?> event, Uni<T> publishing) {
    return writer(event)
        .map(writer -> Uni.createFrom().deferred(() -> within(begin(writer), publishing)))
        .orElse(publishing);
  }

  private static Optional<SpanContext> writer(RecordedEvent<?> event) {
    return Optional.ofNullable(event.traceParent())
        .flatMap(TraceParent::read)
        .filter(SpanContext::isSampled);
  }

  private Span begin(SpanContext writer) {
    return tracer
        .spanBuilder("send " + stream)
        .setNoParent()
        .setSpanKind(SpanKind.PRODUCER)
        .addLink(writer)
        .setAttribute("messaging.system", "aws.kinesis")
        .setAttribute("messaging.operation.type", "send")
        .setAttribute("messaging.operation.name", "PutRecord")
        .setAttribute("messaging.destination.name", stream)
        .startSpan();
  }

  private static <T> Uni<T> within(Span span, Uni<T> publishing) {
    return publishing
        .onFailure()
        .invoke(failure -> span.setStatus(StatusCode.ERROR))
        .onTermination()
        .invoke(span::end);
  }
}
