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
import java.util.List;
import java.util.Optional;

/**
 * Creates a span for each published record, linked to the traced requests that wrote its events.
 * These are links and not a parent, since the requests ended long ago and no caller waits for the
 * publication.
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

  <T> Uni<T> traced(List<? extends RecordedEvent<?>> events, Uni<T> publishing) {
    var writers = events.stream().flatMap(event -> writer(event).stream()).distinct().toList();
    return writers.isEmpty()
        ? publishing
        : Uni.createFrom().deferred(() -> within(begin(writers, events.size()), publishing));
  }

  private static Optional<SpanContext> writer(RecordedEvent<?> event) {
    return Optional.ofNullable(event.traceParent())
        .flatMap(TraceParent::read)
        .filter(SpanContext::isSampled);
  }

  private Span begin(List<SpanContext> writers, int events) {
    var span = tracer.spanBuilder("send " + stream).setNoParent().setSpanKind(SpanKind.PRODUCER);
    writers.forEach(span::addLink);
    if (events > 1) {
      span.setAttribute("messaging.batch.message_count", events);
    }
    return span.setAttribute("messaging.system", "aws.kinesis")
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
