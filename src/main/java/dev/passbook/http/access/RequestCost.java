package dev.passbook.http.access;

import dev.passbook.banking.EventSearch;
import dev.passbook.http.exchange.AllowedMethods;
import dev.passbook.http.exchange.RouteTemplates;
import dev.passbook.http.message.KnownParameters;
import dev.passbook.http.message.Query;
import dev.passbook.http.problem.RefusedRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * Computes how many tokens a request takes from its caller's bucket. The cost is about the number
 * of DynamoDB units, which bills reads by 4 KB and writes by 1 KB.
 *
 * <table>
 *   <caption>The costs</caption>
 *   <tr><td>a balance; a write</td><td>1</td></tr>
 *   <tr><td>a balance at a version; one event, one transfer; a live stream, before its events</td><td>2</td></tr>
 *   <tr><td>a balance at a time, which needs a search</td><td>8</td></tr>
 *   <tr><td>a page of events</td><td>1, and 1 for each 6 of its limit</td></tr>
 *   <tr><td>a page of rows</td><td>2, and 1 for each 6 of its limit</td></tr>
 *   <tr><td>a page of events of some types, which reads up to 500</td><td>85</td></tr>
 *   <tr><td>each bound of a page in time, which needs a search</td><td>8 more</td></tr>
 *   <tr><td>a statement, before its events</td><td>16</td></tr>
 *   <tr><td>events that a live stream, a statement or a check of integrity reads</td><td>1 for each 6 events</td></tr>
 *   <tr><td>each other leg of a transfer that a check of integrity reads</td><td>1</td></tr>
 *   <tr><td>a page of accounts</td><td>1, and 1 for each 2 of its limit</td></tr>
 *   <tr><td>the integrity of an account, before its events</td><td>8</td></tr>
 *   <tr><td>a hold, which may need a search; the list of holds</td><td>8</td></tr>
 *   <tr><td>a transfer; a reversal; a new holder; another write with a key</td><td>4</td></tr>
 *   <tr><td>a transfer or a reversal with a key; the reversal of a transfer</td><td>6</td></tr>
 *   <tr><td>the reversal of a transfer with a key</td><td>8</td></tr>
 *   <tr><td>anything else</td><td>1</td></tr>
 * </table>
 */
final class RequestCost {
  private static final int PLAIN = 1;
  private static final int ONE_OF_MANY = 2;
  private static final int SEARCH = 8;
  private static final int TWO_ROWS = 4;
  private static final int THREE_ROWS = 6;
  private static final int FOUR_ROWS = 8;
  private static final int EVENTS_A_UNIT = 6;

  /** The state of each account is read, though a short history costs less than a unit. */
  private static final int ACCOUNTS_A_UNIT = 2;

  private static final int LARGEST_PAGE = 200;
  private static final int USUAL_PAGE = 50;
  private static final int USUAL_ROWS = 20;

  private RequestCost() {}

  static int of(HttpServerRequest request) {
    var route = RouteTemplates.of(request.path());
    return AllowedMethods.BODILESS.contains(request.method())
        ? ofRead(route, request)
        : ofWrite(route, request);
  }

  private static int ofWrite(String route, HttpServerRequest request) {
    var keyed =
        request.method().equals(HttpMethod.POST) && request.headers().contains("Idempotency-Key");
    return switch (route) {
      case "/transfers", "/accounts/{id}/events/{version}/reversal" ->
          keyed ? THREE_ROWS : TWO_ROWS;
      case "/transfers/{id}/reversal" -> keyed ? FOUR_ROWS : THREE_ROWS;
      case "/accounts/{id}/holder" -> TWO_ROWS;
      // A marker makes the write a transaction, which costs twice as much for each of its rows.
      default -> keyed ? TWO_ROWS : PLAIN;
    };
  }

  private static int ofRead(String route, HttpServerRequest request) {
    return switch (route) {
      case "/accounts" -> PLAIN + units(limit(request, USUAL_PAGE), ACCOUNTS_A_UNIT);
      case "/accounts/{id}/events" -> asksForAStream(request) ? ONE_OF_MANY : ofPage(request);
      case RouteTemplates.ROWS -> ONE_OF_MANY + ofEvents(limit(request, USUAL_ROWS));
      case "/accounts/{id}/events/{version}", "/transfers/{id}" -> ONE_OF_MANY;
      case RouteTemplates.STATEMENT -> 2 * SEARCH;
      case "/accounts/{id}/holds", "/accounts/{id}/holds/{hold}", "/accounts/{id}/integrity" ->
          SEARCH;
      case "/accounts/{id}" -> ofAccount(request);
      default -> PLAIN;
    };
  }

  private static int ofPage(HttpServerRequest request) {
    var events =
        parameter("type", request) == null ? limit(request, USUAL_PAGE) : EventSearch.MOST_READ;
    return PLAIN + ofEvents(events) + ofBound("from", request) + ofBound("to", request);
  }

  private static int ofBound(String name, HttpServerRequest request) {
    return parameter(name, request) == null ? 0 : SEARCH;
  }

  /** A past state needs a read of the newest as well, which has the holder. */
  private static int ofAccount(HttpServerRequest request) {
    if (parameter("at", request) != null) {
      return SEARCH;
    }
    return parameter("version", request) == null ? PLAIN : ONE_OF_MANY;
  }

  /** Returns the cost of events that are read one after the other. */
  static int ofEvents(int events) {
    return units(events, EVENTS_A_UNIT);
  }

  private static int units(int rows, int aUnit) {
    return (rows + aUnit - 1) / aUnit;
  }

  /**
   * Returns whether the client asks for a live stream only. A request that also accepts a page
   * costs as much as the page.
   */
  private static boolean asksForAStream(HttpServerRequest request) {
    var lines = request.headers().getAll("Accept");
    return lines.size() == 1
        && lines.get(0).strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream")
        && !lines.get(0).contains(",");
  }

  /** Returns the limit. An invalid one is refused later and reads nothing. */
  private static int limit(HttpServerRequest request, int usual) {
    var limit = parameter("limit", request);
    if (limit == null) {
      return usual;
    }
    try {
      return Math.min(Math.max(Integer.parseInt(limit), 0), LARGEST_PAGE);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Returns a parameter, or null if it is missing or the query is refused later, so that nothing is
   * read.
   */
  private static String parameter(String name, HttpServerRequest request) {
    var known = KnownParameters.of(request.method(), RouteTemplates.of(request.path()));
    try {
      return Query.read(request.query(), known).get(name);
    } catch (RefusedRequest refused) {
      return null;
    }
  }
}
