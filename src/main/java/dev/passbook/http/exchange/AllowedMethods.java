package dev.passbook.http.exchange;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of each path. Responses to OPTIONS and with 405 must list them (RFC 9110, section
 * 15.5.6). A test compares them with the API's description.
 */
public final class AllowedMethods {

  public static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  public static final String READ = "GET, HEAD, OPTIONS";
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

  private AllowedMethods() {}

  /** Returns nothing if there is no such path. */
  public static Optional<String> of(String path) {
    return isFile(path)
        ? Optional.of(READ)
        : Optional.ofNullable(BY_ROUTE.get(RouteTemplates.of(path)));
  }

  public static boolean isFile(String path) {
    return PathKinds.isStartPage(path) || SCHEMAS.contains(path);
  }

  /** Returns whether the request takes a body. Other requests don't wait for one. */
  public static boolean takesBody(HttpServerRequest request) {
    return !BODILESS.contains(request.method())
        && of(request.path())
            .filter(methods -> List.of(methods.split(", ")).contains(request.method().name()))
            .isPresent();
  }
}
