package dev.passbook.http.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger.Level;

/**
 * Responds with problems to requests that never reach a resource, such as an unknown path or a body
 * that is too long.
 */
@ApplicationScoped
public class RouterProblems {
  /** The key under which the request keeps the name of its problem. */
  public static final String PROBLEM_NAME = "passbook.problem";

  /** After the filters, whose failures it handles, and before Quarkus' own handlers. */
  private static final int AFTER_FILTERS = -100;

  /** The statuses that the router sets before it tries any route, or after it found none. */
  private static final List<Integer> WITHOUT_A_ROUTE = List.of(400, 404, 405, 406, 415);

  void register(@Observes Router router) {
    register(router, AFTER_FILTERS);
  }

  /** Responds with problems wherever a router would respond without a body. */
  public static void register(Router router, int order) {
    router.route().order(order).failureHandler(RouterProblems::fail);
    WITHOUT_A_ROUTE.forEach(status -> router.errorHandler(status, RouterProblems::fail));
  }

  public static void end(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.ended()) {
      return;
    }
    context.put(PROBLEM_NAME, problem.name());
    response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (problem.isWorthRetrying() && !response.headers().contains("Retry-After")) {
      response.putHeader("Retry-After", "1");
    }
    response.end(problem.json(context.request().path()));
  }

  public static Problem blank(int status) {
    return Problems.protocol(status);
  }

  /**
   * Returns whether the connection was closed or reset. Nothing else here throws these exceptions.
   */
  private static boolean isGone(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }

  public static void fail(RoutingContext context) {
    if (isGone(context.failure())) {
      // A client that left early is no failure of the service, and can't get a response.
      return;
    }
    if (context.statusCode() >= 400 && context.statusCode() < 500) {
      end(context, blank(context.statusCode()));
    } else {
      FailureLog.about(ProblemType.INTERNAL_ERROR, context)
          .log(Level.ERROR, "unexpected", context.failure());
      end(context, Problems.internalError());
    }
  }
}
