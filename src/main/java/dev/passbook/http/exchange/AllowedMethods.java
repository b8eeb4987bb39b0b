package dev.passbook.http.exchange;

import static java.util.Map.entry;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods of each path. Responses to OPTIONS and with 405 must list them (RFC 9110, section
 * 15.5.6). A test compares them with the API's description.
 */
public final class AllowedMethods {

  public static final Set<HttpMethod> BODILESS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  public static final String READ = "GET, HEAD, OPTIONS";
  private static final String READ_AND_WRITTEN = "GET, HEAD, OPTIONS, POST";
  private static final String WRITTEN = "OPTIONS, POST";
  private static final String SET = "OPTIONS, PUT";

  private static final Set<String> SCHEMAS =
      Stream.of(
              "AccountClosed",
              "AccountCreated",
              "AccountLimited",
              "AccountRestricted",
              "BalanceCredited",
              "BalanceWithdrawn",
              "HistoryRewound",
              "HoldExpired",
              "HoldPlaced",
              "HoldReleased",
              "HolderChanged")
          .map("/schemas/events/dev.passbook.%s.v1.json"::formatted)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, String> BY_ROUTE =
      Map.ofEntries(
          entry("/accounts", READ_AND_WRITTEN),
          entry("/accounts/{id}", READ),
          entry("/accounts/{id}/closure", WRITTEN),
          entry("/accounts/{id}/credits", WRITTEN),
          entry("/accounts/{id}/events", READ),
          entry("/accounts/{id}/events/{version}", READ),
          entry("/accounts/{id}/events/{version}/reversal", WRITTEN),
          entry("/accounts/{id}/holder", SET),
          entry("/accounts/{id}/holds", READ_AND_WRITTEN),
          entry("/accounts/{id}/holds/{hold}", READ),
          entry("/accounts/{id}/holds/{hold}/release", WRITTEN),
          entry("/accounts/{id}/integrity", READ),
          entry("/accounts/{id}/limits", SET),
          entry("/accounts/{id}/restrictions", SET),
          entry("/accounts/{id}/rows", READ),
          entry(RouteTemplates.STATEMENT, READ),
          entry("/accounts/{id}/withdrawals", WRITTEN),
          entry("/transfers", WRITTEN),
          entry("/transfers/{id}", READ),
          entry("/transfers/{id}/reversal", WRITTEN));

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
