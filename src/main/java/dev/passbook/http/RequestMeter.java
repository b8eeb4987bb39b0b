package dev.passbook.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Counts and times requests, under OpenTelemetry's names for HTTP servers. A problem's type is the
 * {@code error.type}. Nothing that a client makes up becomes a label.
 *
 * <p>Quarkus' own meter is off: it knows no problem, and looks its labels up for each request.
 */
@ApplicationScoped
class RequestMeter {
  private static final int BEFORE_THE_REQUEST_ID = 1_100;
  private static final String PROBLEM = "passbook.problem";
  private static final HttpMethod OTHER = HttpMethod.valueOf("_OTHER");
  static final String CLIENT_GONE = "client-gone";

  private static final Set<HttpMethod> KNOWN =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final ConcurrentMap<Exchange, Timer> timers = new ConcurrentHashMap<>();

  /**
   * What requests are told apart by.
   *
   * @param problem empty where there was none: an empty label is none, to Prometheus
   */
  private record Exchange(HttpMethod method, String route, int status, String problem) {}

  RequestMeter(MeterRegistry registry, Admission admission) {
    this.registry = registry;
    Gauge.builder("http.server.active.requests", admission, Admission::inFlight)
        .description("Requests that are worked on")
        .register(registry);
  }

  void register(@Observes Filters filters) {
    filters.register(this::measure, BEFORE_THE_REQUEST_ID);
  }

  /** What the router itself answers. */
  static void note(RoutingContext context, Problem problem) {
    context.put(PROBLEM, problem.name());
  }

  /** What a resource answers: kept answers tell their problem only in their text. */
  @ServerResponseFilter
  public void noteAnswer(ContainerResponseContext response, RoutingContext context) {
    if (response.getStatus() >= 400 && response.getEntity() instanceof String body) {
      context.put(PROBLEM, Problem.nameIn(body, response.getStatus()));
    }
  }

  private void measure(RoutingContext context) {
    if (!Admission.isAboutOperations(context)) {
      var begin = System.nanoTime();
      context.addEndHandler(ended -> record(context, ended.succeeded(), System.nanoTime() - begin));
    }
    context.next();
  }

  private void record(RoutingContext context, boolean answered, long nanoseconds) {
    // How long a client listens is up to the client.
    if (!MediaType.SERVER_SENT_EVENTS.equals(context.response().headers().get("Content-Type"))) {
      timers
          .computeIfAbsent(exchange(context, answered), this::timer)
          .record(nanoseconds, TimeUnit.NANOSECONDS);
    }
  }

  private static Exchange exchange(RoutingContext context, boolean answered) {
    var request = context.request();
    var status = context.response().getStatusCode();
    return new Exchange(
        method(request),
        RouteTemplates.of(request.path()),
        status,
        answered ? problem(context, status) : CLIENT_GONE);
  }

  /** One of those that OpenTelemetry knows; a client can make up others. */
  static HttpMethod method(HttpServerRequest request) {
    return KNOWN.contains(request.method()) ? request.method() : OTHER;
  }

  /** The problem that a request was answered with, by name; empty where it was none. */
  static String problem(RoutingContext context, int status) {
    return status < 400 ? "" : context.get(PROBLEM, Integer.toString(status));
  }

  private Timer timer(Exchange exchange) {
    return Timer.builder("http.server.request.duration")
        .description("How long requests took, Server-Sent Events left out")
        .tag("http.request.method", exchange.method().name())
        .tag("http.route", exchange.route())
        .tag("http.response.status.code", Integer.toString(exchange.status()))
        .tag("error.type", exchange.problem())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
