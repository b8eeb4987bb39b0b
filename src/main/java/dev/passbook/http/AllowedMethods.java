package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of each path. A 405 must name them (RFC 9110, section 15.5.6), and so must the answer
 * to OPTIONS. A test holds them to the API's description.
 */
@ApplicationScoped
class AllowedMethods {
  private static final int AFTER_CORS = 940;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private static final String READ = "GET, HEAD, OPTIONS";
  private static final String WRITTEN = "OPTIONS, POST";

  private static final Set<String> SCHEMAS =
      Set.of(
          "/schemas/events/dev.passbook.AccountClosed.v1.json",
          "/schemas/events/dev.passbook.AccountCreated.v1.json",
          "/schemas/events/dev.passbook.BalanceCredited.v1.json",
          "/schemas/events/dev.passbook.BalanceWithdrawn.v1.json");

  private static final Map<String, String> BY_ROUTE =
      Map.of(
          "/accounts", "GET, HEAD, OPTIONS, POST",
          "/accounts/{id}", READ,
          "/accounts/{id}/credits", WRITTEN,
          "/accounts/{id}/withdrawals", WRITTEN,
          "/accounts/{id}/closure", WRITTEN,
          "/accounts/{id}/events", READ,
          "/accounts/{id}/events/{version}", READ,
          "/transfers", WRITTEN,
          "/transfers/{id}", READ);

  void register(@Observes Filters filters) {
    filters.register(AllowedMethods::tell, AFTER_CORS);
  }

  /** Empty where there is no such path. */
  static Optional<String> of(String path) {
    return isFile(path)
        ? Optional.of(READ)
        : Optional.ofNullable(BY_ROUTE.get(RouteTemplates.of(path)));
  }

  private static boolean isFile(String path) {
    return BrowserRules.isStartPage(path) || SCHEMAS.contains(path);
  }

  /** Whether a body is looked at; what needs none waits for none. */
  static boolean takesBody(HttpServerRequest request) {
    return !BODILESS.contains(request.method())
        && of(request.path())
            .filter(methods -> List.of(methods.split(", ")).contains(request.method().name()))
            .isPresent();
  }

  private static void tell(RoutingContext context) {
    var method = context.request().method();
    var path = context.normalizedPath();
    if (method.equals(HttpMethod.OPTIONS) && !Admission.isAboutOperations(context)) {
      of(path)
          .ifPresentOrElse(
              methods -> context.response().putHeader("Allow", methods).end(),
              () -> RouterProblems.end(context, RouterProblems.blank(NOT_FOUND)));
    } else if (isFile(path) && !BODILESS.contains(method)) {
      context.response().putHeader("Allow", READ);
      RouterProblems.end(context, RouterProblems.blank(METHOD_NOT_ALLOWED));
    } else {
      context.next();
    }
  }
}
