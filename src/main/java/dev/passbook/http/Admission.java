package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses at once what is more than can be worked on, so that nothing queues without end. A request
 * takes its place when all of it is there, and leaves it when its answer is written.
 */
@ApplicationScoped
class Admission {
  private static final int AFTER_THE_BODY = 790;

  /** Health and metrics are asked for most urgently when there is too much to do, or at the end. */
  private static final String OPERATIONS = "/q/";

  private static final String PLACE = "passbook.admission";

  private final Places places;

  Admission(HttpConfig config) {
    this.places = new Places(config.maxInFlight(), System::nanoTime);
  }

  void register(@Observes Filters filters) {
    filters.register(this::admit, AFTER_THE_BODY);
  }

  /** By the path as it came: {@link CanonicalPaths} lets no other spelling of one pass. */
  static boolean isAboutOperations(RoutingContext context) {
    return context.request().path().startsWith(OPERATIONS);
  }

  private void admit(RoutingContext context) {
    if (isAboutOperations(context)) {
      context.next();
      return;
    }
    var connection = context.request().connection();
    places
        .take(() -> Wire.cut(connection))
        .ifPresentOrElse(
            place -> enter(place, context),
            () -> RouterProblems.end(context, Problems.overloaded()));
  }

  private static void enter(Places.Place place, RoutingContext context) {
    context.put(PLACE, place).addEndHandler(ended -> place.waitForClient());
    Wire.whenWritten(context, place::leave);
    context.next();
  }

  /** How many requests are worked on at this moment. */
  int inFlight() {
    return places.taken();
  }

  /** What is kept open for long, and is hardly any work, counts no longer. */
  void leave(RoutingContext context) {
    context.<Places.Place>get(PLACE).leave();
  }
}
