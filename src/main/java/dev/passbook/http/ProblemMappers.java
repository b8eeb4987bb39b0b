package dev.passbook.http;

import dev.passbook.banking.Overloaded;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns what is thrown into problems, and logs what an operator must know: here and nowhere else.
 */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger("dev.passbook.problems");

  @ServerExceptionMapper
  public Response refused(RefusedRequest refused, RoutingContext context) {
    return respond(refused.problem(), context);
  }

  @ServerExceptionMapper
  public Response conflict(VersionConflict conflict, RoutingContext context) {
    LOG.infof("%s: concurrent-update: %s", where(context), conflict.getMessage());
    return respond(Problems.concurrentUpdate(), context);
  }

  @ServerExceptionMapper
  public Response overloaded(Overloaded overloaded, RoutingContext context) {
    LOG.infof("%s: overloaded: %s", where(context), overloaded.getMessage());
    return respond(Problems.overloaded(), context);
  }

  @ServerExceptionMapper
  public Response unavailable(StoreUnavailable failure, RoutingContext context) {
    var outcome = failure.outcomeUnknown() ? "outcome unknown" : "nothing applied";
    LOG.warnf("%s: store-unavailable, %s: %s", where(context), outcome, failure.getMessage());
    return respond(Problems.of(failure), context);
  }

  @ServerExceptionMapper
  public Response unreadable(UnreadableHistory failure, RoutingContext context) {
    LOG.errorf(failure, "%s: internal-error: %s", where(context), failure.getMessage());
    return respond(Problems.internalError(), context);
  }

  @ServerExceptionMapper
  public Response protocol(WebApplicationException failure, RoutingContext context) {
    var status = failure.getResponse().getStatus();
    if (status >= 500) {
      return unexpected(failure, context);
    }
    var response = Response.fromResponse(respond(RouterProblems.blank(status), context));
    if (status == Response.Status.METHOD_NOT_ALLOWED.getStatusCode()) {
      response.header(HttpHeaders.ALLOW, AllowedMethods.of(context.request().path()));
    }
    return response.build();
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure, RoutingContext context) {
    LOG.errorf(failure, "%s: internal-error", where(context));
    return respond(Problems.internalError(), context);
  }

  /** An answer that has begun can't become a problem any more: it breaks off, and the log tells. */
  static void brokenOff(Throwable failure, RoutingContext context) {
    if (failure instanceof StoreUnavailable) {
      LOG.warnf("%s: broken off, store-unavailable: %s", where(context), failure.getMessage());
    } else {
      LOG.errorf(failure, "%s: broken off: %s", where(context), failure.getMessage());
    }
  }

  private static Response respond(Problem problem, RoutingContext context) {
    return Responses.of(problem, context.request().path());
  }

  /**
   * Which request it was: its id, its trace if it has one, and its path, which names the account.
   */
  private static String where(RoutingContext context) {
    var request = context.request();
    var trace = TraceIds.of(request).map(id -> " trace " + id).orElse("");
    return RequestIds.of(context) + trace + " " + request.method() + " " + request.path();
  }
}
