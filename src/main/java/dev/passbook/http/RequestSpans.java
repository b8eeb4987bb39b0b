package dev.passbook.http;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A span for each request that is sampled, under OpenTelemetry's names for HTTP servers. What it
 * leads to finds it as the current one.
 *
 * <p>Quarkus' own spans of requests are off: they collect what they will tell before anybody asks
 * whether they are sampled, which cost each request that is not more than all of this service's
 * metrics.
 */
@ApplicationScoped
class RequestSpans {
  private static final int BEFORE_THE_METER = 1_200;
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

  void register(@Observes Filters filters) {
    if (!off) {
      filters.register(this::trace, BEFORE_THE_METER);
    }
  }

  private void trace(RoutingContext context) {
    if (!Admission.isAboutOperations(context)
        && !BrowserRules.isStartPage(context.request().path())) {
      var span = begin(context.request());
      if (span.isRecording()) {
        tell(span, context.request());
        // Never closed: it ends with the request's own context of Vert.x.
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

  private static void tell(Span span, HttpServerRequest request) {
    var method = RequestMeter.method(request).name();
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

  /** Who listens to a stream leaves before its end, and was answered all the same. */
  private static void end(Span span, RoutingContext context, boolean complete) {
    if (complete || context.response().headWritten()) {
      tellAnswer(span, context, context.response().getStatusCode());
    } else {
      span.setAttribute("error.type", RequestMeter.CLIENT_GONE);
    }
    span.end();
  }

  private static void tellAnswer(Span span, RoutingContext context, int status) {
    span.setAttribute("http.response.status_code", status);
    if (status >= 500) {
      span.setAttribute("error.type", RequestMeter.problem(context, status));
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
