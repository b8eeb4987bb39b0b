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
 * Creates a span for each published event, linked to the traced request that wrote it. It is a link
 * and not a child, since the request ended long ago and no caller waits for the publication.
 */
public final class RelayTraces {
  /** Creates no traces. */
  static final RelayTraces NONE = new RelayTraces(TracerProvider.noop().get("none"), "none");

  private final Tracer tracer;
  private final String stream;

  /**
   * Creates the traces.
   *
   * @param stream the Kinesis stream's name
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
