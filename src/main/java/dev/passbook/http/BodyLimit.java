package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Reads bodies up to the largest that the contract takes, and refuses longer ones, whether they
 * tell their length or come in chunks. Quarkus' own limit would answer without a problem.
 */
@ApplicationScoped
class BodyLimit {
  private static final int LARGEST_BODY = 16 * 1024;
  private static final int BEFORE_RESOURCES = 800;

  private final BodyHandler read = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);

  void register(@Observes Filters filters) {
    filters.register(this::read, BEFORE_RESOURCES);
  }

  private void read(RoutingContext context) {
    if ("0".equals(context.request().getHeader("Content-Length"))) {
      // The handler would wait for the end of a body that has ended already.
      context.next();
    } else {
      read.handle(context);
    }
  }
}
