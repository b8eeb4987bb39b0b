package dev.passbook.http;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what still comes once the service is asked to stop and the load balancers have had their
 * time to notice. Else a stream of new requests could hold up the end of those in flight.
 */
@ApplicationScoped
class Closing {
  private static final int WITH_ADMISSION = 900;

  private final Vertx vertx;
  private final Duration delay;
  private final AtomicBoolean closed = new AtomicBoolean();

  Closing(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay) {
    this.vertx = vertx;
    this.delay = delay;
  }

  void register(@Observes Filters filters) {
    filters.register(this::refuse, WITH_ADMISSION);
  }

  void begin(@Observes ShutdownDelayInitiatedEvent stop) {
    vertx.setTimer(Math.max(1, delay.toMillis()), over -> closed.set(true));
  }

  /** Clients that read nothing must not hold up the end either. */
  BooleanSupplier stopping() {
    return closed::get;
  }

  private void refuse(RoutingContext context) {
    if (closed.get() && !Admission.isAboutOperations(context)) {
      RouterProblems.end(context, Problems.closing());
    } else {
      context.next();
    }
  }
}
