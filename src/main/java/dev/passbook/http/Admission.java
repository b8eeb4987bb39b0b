package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;

/** Refuses at once what is more than can be worked on, so that nothing queues without end. */
@ApplicationScoped
class Admission {
  private static final int AFTER_THE_REQUEST_ID = 900;

  /** Health and metrics are asked for most urgently when there is too much to do, or at the end. */
  private static final String OPERATIONS = "/q/";

  private final AtomicInteger inFlight = new AtomicInteger();
  private final int most;

  Admission(HttpConfig config) {
    this.most = config.maxInFlight();
  }

  void register(@Observes Filters filters) {
    filters.register(this::admit, AFTER_THE_REQUEST_ID);
  }

  static boolean isAboutOperations(RoutingContext context) {
    return context.request().path().startsWith(OPERATIONS);
  }

  private void admit(RoutingContext context) {
    if (isAboutOperations(context)) {
      context.next();
    } else if (inFlight.incrementAndGet() > most) {
      inFlight.decrementAndGet();
      RouterProblems.end(context, Problems.overloaded());
    } else {
      context.addEndHandler(ended -> inFlight.decrementAndGet());
      context.next();
    }
  }
}
