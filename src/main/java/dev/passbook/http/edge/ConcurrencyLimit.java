package dev.passbook.http.edge;

import dev.passbook.http.connection.Connections;
import dev.passbook.http.exchange.HttpConfig;
import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Refuses requests beyond the limit at once, so that no queue grows without bound. A request takes
 * its permit when all of it has arrived, and leaves it when its response is written.
 */
@Singleton
public class ConcurrencyLimit {

  private static final String PLACE = "passbook.admission";

  private final Permits permits;

  ConcurrencyLimit(HttpConfig config, MeterRegistry registry) {
    this.permits = new Permits(config.maxInFlight(), System::nanoTime);
    Gauge.builder("http.server.active.requests", permits, Permits::taken)
        .description("Requests in flight")
        .register(registry);
  }

  void admit(RoutingContext context) {
    if (PathKinds.isUrgent(context)) {
      context.next();
      return;
    }
    var connection = context.request().connection();
    permits
        .take(() -> Connections.cut(connection))
        .ifPresentOrElse(
            permit -> enter(permit, context),
            () -> RouterProblems.end(context, Problems.overloaded()));
  }

  private static void enter(Permits.Permit permit, RoutingContext context) {
    context.put(PLACE, permit).addEndHandler(ended -> permit.waitForClient());
    Connections.whenWritten(context, permit::leave);
    context.next();
  }

  /** Returns the number of requests in flight. */
  int inFlight() {
    return permits.taken();
  }

  /**
   * Waits, as for the client to take a part of the response. Under overload another request may get
   * the permit meanwhile, and then this one loses its connection.
   */
  public <T> Uni<T> idle(RoutingContext context, Uni<T> wait) {
    Permits.Permit permit = context.get(PLACE);
    return wait.onSubscription().invoke(permit::waitForClient).onTermination().invoke(permit::goOn);
  }

  /** Releases the permit of a request that stays open for long and needs hardly any work. */
  public void leave(RoutingContext context) {
    context.<Permits.Permit>get(PLACE).leave();
  }
}
