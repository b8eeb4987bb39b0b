package dev.passbook.http.edge;

import dev.passbook.http.access.Authentication;
import dev.passbook.http.access.CallerRateLimit;
import dev.passbook.http.access.LimitsConfig;
import dev.passbook.http.connection.ShutdownGate;
import dev.passbook.http.exchange.DateHeader;
import dev.passbook.http.exchange.RequestIds;
import dev.passbook.http.exchange.SecurityHeaders;
import dev.passbook.http.message.MediaTypes;
import dev.passbook.http.telemetry.RequestMetrics;
import dev.passbook.http.telemetry.RequestSpans;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Registers the filters of the API's port in the order in which a request passes them.
 *
 * <p>{@code GuardedTransport} comes before all of them and serves one request of a connection at a
 * time. After the resource is matched and before it is called, {@code MediaTypes} and {@code
 * KnownParameters} check the request. {@code CacheRules} and {@code RequestMetrics} see the
 * response.
 */
@Singleton
class FilterChain {
  /** Quarkus runs the filter with the highest number first. */
  private static final int FIRST = 1_300;

  private static final int STEP = 10;

  private final List<Handler<RoutingContext>> inOrder = new ArrayList<>();

  FilterChain(
      DateHeader date,
      RequestSpans spans,
      RequestMetrics metrics,
      LimitsConfig limits,
      ShutdownGate shutdown,
      Authentication authentication,
      CallerRateLimit callers,
      BodyLimit bodies,
      ConcurrencyLimit concurrency) {
    inOrder.add(date::date);
    inOrder.add(spans::trace);
    inOrder.add(metrics::measure);
    inOrder.add(RequestIds::identify);
    inOrder.add(SecurityHeaders::tell);
    inOrder.add(CanonicalPaths::check);
    Cors.of(limits).ifPresent(inOrder::add);
    inOrder.add(MethodRules::tell);
    inOrder.add(shutdown::refuse);
    inOrder.add(authentication::authenticate);
    inOrder.add(callers::count);
    inOrder.add(MediaTypes::read);
    inOrder.add(bodies::read);
    inOrder.add(BodyLimit::isRead);
    // A request takes its place only when all of it has arrived.
    inOrder.add(concurrency::admit);
  }

  void register(@Observes Filters filters) {
    var priority = FIRST;
    for (var filter : inOrder) {
      filters.register(filter, priority);
      priority -= STEP;
    }
  }
}
