package dev.passbook.http.edge;

import dev.passbook.http.exchange.AllowedMethods;
import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.problem.RouterProblems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Responds to OPTIONS on the API's paths, and refuses methods that the start page and the schemas
 * do not support. The console and Quarkus respond for their own paths.
 */
final class MethodRules {
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private MethodRules() {}

  static void tell(RoutingContext context) {
    var method = context.request().method();
    var path = context.normalizedPath();
    if (PathKinds.isAboutOperations(context) || PathKinds.isConsole(path)) {
      context.next();
    } else if (method.equals(HttpMethod.OPTIONS)) {
      AllowedMethods.of(path)
          .ifPresentOrElse(
              methods -> context.response().putHeader("Allow", methods).end(),
              () -> RouterProblems.end(context, RouterProblems.blank(NOT_FOUND)));
    } else if (AllowedMethods.isFile(path) && !AllowedMethods.BODILESS.contains(method)) {
      context.response().putHeader("Allow", AllowedMethods.READ);
      RouterProblems.end(context, RouterProblems.blank(METHOD_NOT_ALLOWED));
    } else {
      context.next();
    }
  }
}
