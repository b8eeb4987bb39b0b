package dev.passbook.http.problem;

import dev.passbook.decider.Overloaded;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.http.exchange.AllowedMethods;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger.Level;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps exceptions to problems, and logs those that an operator must know. No other class does so.
 */
public class ProblemMappers {
  @ServerExceptionMapper
  public Response refused(RefusedRequest refused, RoutingContext context) {
    return respond(refused.problem(), context);
  }

  @ServerExceptionMapper
  public Response conflict(VersionConflict conflict, RoutingContext context) {
    FailureLog.about(ProblemType.CONCURRENT_UPDATE, context)
        .log(Level.INFO, FailureText.of(conflict));
    return respond(Problems.concurrentUpdate(), context);
  }

  @ServerExceptionMapper
  public Response overloaded(Overloaded overloaded, RoutingContext context) {
    FailureLog.about(ProblemType.OVERLOADED, context).log(Level.INFO, FailureText.of(overloaded));
    return respond(Problems.overloaded(), context);
  }

  @ServerExceptionMapper
  public Response unavailable(StoreUnavailable failure, RoutingContext context) {
    var outcome = failure.outcomeUnknown() ? "outcome unknown" : "nothing applied";
    FailureLog.about(ProblemType.STORE_UNAVAILABLE, context)
        .log(Level.WARN, outcome + ": " + FailureText.of(failure));
    return respond(Problems.of(failure), context);
  }

  @ServerExceptionMapper
  public Response unreadable(UnreadableHistory failure, RoutingContext context) {
    FailureLog.about(ProblemType.INTERNAL_ERROR, context)
        .at(failure)
        .log(Level.ERROR, FailureText.of(failure), failure);
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
      AllowedMethods.of(context.normalizedPath())
          .ifPresent(methods -> response.header(HttpHeaders.ALLOW, methods));
    }
    return response.build();
  }

  @ServerExceptionMapper
  public Response unexpected(Throwable failure, RoutingContext context) {
    FailureLog.about(ProblemType.INTERNAL_ERROR, context).log(Level.ERROR, "unexpected", failure);
    return respond(Problems.internalError(), context);
  }

  /**
   * Logs the failure of a response that has begun. It can't become a problem any more, so it breaks
   * off.
   */
  public static void brokenOff(Throwable failure, RoutingContext context) {
    if (failure instanceof StoreUnavailable) {
      FailureLog.about(ProblemType.STORE_UNAVAILABLE, context)
          .log(Level.WARN, "broken off: " + FailureText.of(failure));
    } else if (failure instanceof UnreadableHistory unreadable) {
      FailureLog.about(ProblemType.INTERNAL_ERROR, context)
          .at(unreadable)
          .log(Level.ERROR, "broken off: " + FailureText.of(failure), failure);
    } else {
      FailureLog.about(ProblemType.INTERNAL_ERROR, context).log(Level.ERROR, "broken off", failure);
    }
  }

  private static Response respond(Problem problem, RoutingContext context) {
    return ProblemResponses.of(problem, context.request().path());
  }
}
