package dev.passbook.http.connection;

import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses new requests after the shutdown delay, in which load balancers notice that the service
 * stops. Otherwise a stream of new requests could delay the end of those in flight.
 */
@Singleton
public class ShutdownGate {

  private final Vertx vertx;
  private final Duration delay;
  private final AtomicBoolean closed = new AtomicBoolean();

  ShutdownGate(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay) {
    this.vertx = vertx;
    this.delay = delay;
  }

  public void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    vertx.setTimer(Math.max(1, delay.toMillis()), over -> closed.set(true));
  }

  /**
   * Returns whether the service stops, so that clients that read nothing do not delay the end
   * either.
   */
  BooleanSupplier stopping() {
    return closed::get;
  }

  public void refuse(RoutingContext context) {
    if (closed.get() && !PathKinds.isUrgent(context)) {
      RouterProblems.end(context, Problems.closing());
    } else {
      context.next();
    }
  }
}
