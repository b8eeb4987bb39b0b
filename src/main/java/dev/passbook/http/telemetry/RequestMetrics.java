package dev.passbook.http.telemetry;

import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.exchange.RouteTemplates;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.problem.RouterProblems;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Counts and times requests, under OpenTelemetry's names for HTTP servers. The {@code error.type}
 * is the problem's type. No label contains a value that a client can make up.
 *
 * <p>Quarkus' own meter is off, because it knows no problem and looks up its labels for each
 * request.
 */
@Singleton
public class RequestMetrics {
  private static final HttpMethod OTHER = HttpMethod.valueOf("_OTHER");
  static final String CLIENT_GONE = "client-gone";
  private static final String BEGUN = "passbook.begun";

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
  private final ConcurrentMap<Series, Timer> timers = new ConcurrentHashMap<>();

  /**
   * The labels of a request.
   *
   * @param problem empty if there was none. Prometheus treats an empty label like a missing one.
   */
  private record Series(HttpMethod method, String route, int status, String problem) {}

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Notes the problem. A stored response names it only in its body. */
  @ServerResponseFilter
  public void noteAnswer(ContainerResponseContext response, RoutingContext context) {
    if (response.getStatus() >= 400 && response.getEntity() instanceof String body) {
      context.put(RouterProblems.PROBLEM_NAME, Problem.nameIn(body, response.getStatus()));
    }
  }

  public void measure(RoutingContext context) {
    if (!PathKinds.isAboutOperations(context)) {
      var begin = System.nanoTime();
      context.addEndHandler(ended -> record(context, ended.succeeded(), end(context) - begin));
    }
    context.next();
  }

  /**
   * Notes that a response begins that is sent part by part. Its duration counts up to here, because
   * the client decides how fast it reads.
   */
  public static void beginResponse(RoutingContext context) {
    context.put(BEGUN, System.nanoTime());
  }

  private static long end(RoutingContext context) {
    Long begun = context.get(BEGUN);
    return begun == null ? System.nanoTime() : begun;
  }

  private void record(RoutingContext context, boolean responded, long nanoseconds) {
    // The client decides how long it listens.
    if (!MediaType.SERVER_SENT_EVENTS.equals(context.response().headers().get("Content-Type"))) {
      timers
          .computeIfAbsent(exchange(context, responded), this::timer)
          .record(nanoseconds, TimeUnit.NANOSECONDS);
    }
  }

  private static Series exchange(RoutingContext context, boolean responded) {
    var request = context.request();
    var status = context.response().getStatusCode();
    return new Series(
        method(request),
        RouteTemplates.of(request.path()),
        status,
        responded ? problem(context, status) : CLIENT_GONE);
  }

  /**
   * Returns {@code _OTHER} for a method that OpenTelemetry does not know. A client can make up
   * methods.
   */
  static HttpMethod method(HttpServerRequest request) {
    return KNOWN.contains(request.method()) ? request.method() : OTHER;
  }

  /** Returns the name of the problem in the response, or an empty text if it was none. */
  static String problem(RoutingContext context, int status) {
    return status < 400 ? "" : context.get(RouterProblems.PROBLEM_NAME, Integer.toString(status));
  }

  private Timer timer(Series exchange) {
    return Timer.builder("http.server.request.duration")
        .description("How long requests took, without Server-Sent Events")
        .tag("http.request.method", exchange.method().name())
        .tag("http.route", exchange.route())
        .tag("http.response.status.code", Integer.toString(exchange.status()))
        .tag("error.type", exchange.problem())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
