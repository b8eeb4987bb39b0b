package dev.passbook.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Problems of requests that never reach a resource: an unknown path, a body that is too long. */
@ApplicationScoped
class RouterProblems {
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 414, 415, 431);

  void register(@Observes Router router) {
    STATUSES.forEach(status -> router.errorHandler(status, context -> end(context, blank(status))));
  }

  static void end(RoutingContext context, Problem problem) {
    var response = context.response();
    if (response.ended()) {
      return;
    }
    response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
    if (problem.status() == 503) {
      response.putHeader("Retry-After", "1");
    }
    response.end(problem.json(context.request().path()));
  }

  static Problem blank(int status) {
    var phrase = HttpResponseStatus.valueOf(status).reasonPhrase();
    return Problem.blank(status, phrase, phrase + ".");
  }
}
