package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Refuses at once what is more than can be worked on, so that nothing queues without end. */
@ApplicationScoped
class Admission {
  private static final int AFTER_THE_REQUEST_ID = 900;

  /** Health and metrics are asked for most urgently when there is too much to do, or at the end. */
  private static final String OPERATIONS = "/q/";

  private static final String PLACE = "passbook.admission";

  private final AtomicInteger inFlight = new AtomicInteger();
  private final int most;

  Admission(HttpConfig config) {
    this.most = config.maxInFlight();
  }

  void register(@Observes Filters filters) {
    filters.register(this::admit, AFTER_THE_REQUEST_ID);
  }

  /** By the path as it came: {@link CanonicalPaths} lets no other spelling of one pass. */
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
      var place = new AtomicBoolean(true);
      context.put(PLACE, place).addEndHandler(ended -> free(place));
      context.next();
    }
  }

  /** How many requests are worked on at this moment. */
  int inFlight() {
    return inFlight.get();
  }

  /** What is kept open for long, and is hardly any work, counts no longer. */
  void leave(RoutingContext context) {
    free(context.get(PLACE));
  }

  private void free(AtomicBoolean place) {
    if (place.compareAndSet(true, false)) {
      inFlight.decrementAndGet();
    }
  }
}
