package dev.passbook.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger.Level;

/** Problems of requests that never reach a resource: an unknown path, a body that is too long. */
@ApplicationScoped
class RouterProblems {
  /** After the filters, whose failures it takes, and before what Quarkus itself would answer. */
  private static final int AFTER_FILTERS = -100;

  /** What the router answers before any route is asked, or after none was found. */
  private static final List<Integer> WITHOUT_A_ROUTE = List.of(400, 404, 405, 406, 415);

  void register(@Observes Router router) {
    router.route().order(AFTER_FILTERS).failureHandler(RouterProblems::fail);
    WITHOUT_A_ROUTE.forEach(status -> router.errorHandler(status, RouterProblems::fail));
  }

  static void end(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.ended()) {
      return;
    }
    RequestMeter.note(context, problem);
    response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (isWorthRetrying(problem.status()) && !response.headers().contains("Retry-After")) {
      response.putHeader("Retry-After", "1");
    }
    response.end(problem.json(context.request().path()));
  }

  private static boolean isWorthRetrying(int status) {
    return status == HttpResponseStatus.SERVICE_UNAVAILABLE.code()
        || status == HttpResponseStatus.TOO_MANY_REQUESTS.code();
  }

  static Problem blank(int status) {
    return Problems.protocol(status);
  }

  /** A connection that was closed, or reset: nothing else here reads or writes. */
  private static boolean isGone(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }

  static void fail(RoutingContext context) {
    if (isGone(context.failure())) {
      // Whoever sent half a request and went is no failure of ours, and is told nothing.
      return;
    }
    if (context.statusCode() >= 400 && context.statusCode() < 500) {
      end(context, blank(context.statusCode()));
    } else {
      FailureLine.about(ProblemType.INTERNAL_ERROR, context)
          .log(Level.ERROR, "unexpected", context.failure());
      end(context, Problems.internalError());
    }
  }
}
