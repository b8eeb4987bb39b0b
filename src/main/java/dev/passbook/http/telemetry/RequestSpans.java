package dev.passbook.http.telemetry;

import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.exchange.RouteTemplates;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates a span for each sampled request, under OpenTelemetry's names for HTTP servers. The span
 * is current for the work of the request.
 *
 * <p>Quarkus' own spans of requests are off. They collect attributes before the sampling decision,
 * which costs an unsampled request more than all metrics of this service.
 */
@Singleton
public class RequestSpans {
  private static final TextMapGetter<MultiMap> HEADERS = new Headers();

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final boolean off;

  RequestSpans(
      Tracer tracer,
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
    this.tracer = tracer;
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.off = off;
  }

  public void trace(RoutingContext context) {
    if (!off
        && !PathKinds.isAboutOperations(context)
        && !PathKinds.isStartPage(context.request().path())
        && !PathKinds.isConsole(context.request().path())) {
      var span = begin(context.request());
      if (span.isRecording()) {
        describe(span, context.request());
        // The scope is never closed: it ends with the Vert.x context of the request.
        Context.root().with(span).makeCurrent();
        context.addEndHandler(ended -> end(span, context, ended.succeeded()));
      }
    }
    context.next();
  }

  private Span begin(HttpServerRequest request) {
    return tracer
        .spanBuilder("request")
        .setParent(propagator.extract(Context.root(), request.headers(), HEADERS))
        .setSpanKind(SpanKind.SERVER)
        .startSpan();
  }

  private static void describe(Span span, HttpServerRequest request) {
    var method = RequestMetrics.method(request).name();
    var route = RouteTemplates.of(request.path());
    span.updateName(method + " " + route)
        .setAttribute("http.request.method", method)
        .setAttribute("http.route", route)
        .setAttribute("url.scheme", request.scheme())
        .setAttribute("url.path", request.path());
    if (request.query() != null) {
      span.setAttribute("url.query", request.query());
    }
    if (request.getHeader("User-Agent") != null) {
      span.setAttribute("user_agent.original", request.getHeader("User-Agent"));
    }
    if (request.remoteAddress() != null) {
      span.setAttribute("client.address", request.remoteAddress().hostAddress());
    }
  }

  /** Ends the span. A client that leaves a live stream early did get a response. */
  private static void end(Span span, RoutingContext context, boolean complete) {
    if (complete || context.response().headWritten()) {
      describeResponse(span, context, context.response().getStatusCode());
    } else {
      span.setAttribute("error.type", RequestMetrics.CLIENT_GONE);
    }
    span.end();
  }

  private static void describeResponse(Span span, RoutingContext context, int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setAttribute("error.type", RequestMetrics.problem(context, status));
      span.setStatus(StatusCode.ERROR);
    }
  }

  private static final class Headers implements TextMapGetter<MultiMap> {
    @Override
    public Iterable<String> keys(MultiMap headers) {
      return headers.names();
    }

    @Override
    public String get(MultiMap headers, String name) {
      return headers.get(name);
    }
  }
}
