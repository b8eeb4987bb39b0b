package dev.passbook.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * How many tokens a request takes from its caller's bucket: about as many as it costs units of
 * DynamoDB, which bills reads by 4 KB and writes by 1 KB.
 *
 * <table>
 *   <caption>The weights</caption>
 *   <tr><td>a balance, now or at a version; a write</td><td>1</td></tr>
 *   <tr><td>one event, one transfer; a stream of events, before its events</td><td>2</td></tr>
 *   <tr><td>a balance at a time, which is searched for</td><td>8</td></tr>
 *   <tr><td>a page of events</td><td>1, and 1 for each 6 of its limit</td></tr>
 *   <tr><td>what a stream sends</td><td>1 for each 6 events</td></tr>
 *   <tr><td>a page of accounts</td><td>1, and 1 for each 24 of its limit</td></tr>
 *   <tr><td>a transfer; a write with a key</td><td>4</td></tr>
 *   <tr><td>a transfer with a key</td><td>6</td></tr>
 *   <tr><td>all else</td><td>1</td></tr>
 * </table>
 */
final class RequestWeight {
  private static final int PLAIN = 1;
  private static final int ONE_OF_MANY = 2;
  private static final int SEARCH = 8;
  private static final int TWO_ROWS = 4;
  private static final int TWO_ROWS_AND_A_MARKER = 6;
  private static final int EVENTS_A_UNIT = 6;

  /** A list is read from an index without strong consistency, which costs half as much. */
  private static final int ACCOUNTS_A_UNIT = 24;

  private static final int LARGEST_PAGE = 200;
  private static final int USUAL_PAGE = 50;

  private RequestWeight() {}

  static int of(HttpServerRequest request) {
    var route = RouteTemplates.of(request.path());
    return request.method().equals(HttpMethod.POST)
        ? ofWrite(route, request)
        : ofRead(route, request);
  }

  private static int ofWrite(String route, HttpServerRequest request) {
    var keyed = request.headers().contains("Idempotency-Key");
    if (route.equals("/transfers")) {
      return keyed ? TWO_ROWS_AND_A_MARKER : TWO_ROWS;
    }
    // A marker makes the write a transaction, which costs twice as much for each of its rows.
    return keyed ? TWO_ROWS : PLAIN;
  }

  private static int ofRead(String route, HttpServerRequest request) {
    return switch (route) {
      case "/accounts" -> PLAIN + units(limit(request), ACCOUNTS_A_UNIT);
      case "/accounts/{id}/events" ->
          asksForAStream(request) ? ONE_OF_MANY : PLAIN + ofEvents(limit(request));
      case "/accounts/{id}/events/{version}", "/transfers/{id}" -> ONE_OF_MANY;
      case "/accounts/{id}" -> request.getParam("at") == null ? PLAIN : SEARCH;
      default -> PLAIN;
    };
  }

  /** The weight of events that are read one after the other. */
  static int ofEvents(int events) {
    return units(events, EVENTS_A_UNIT);
  }

  private static int units(int rows, int aUnit) {
    return (rows + aUnit - 1) / aUnit;
  }

  /** A request that would take a page as well weighs as much as the page. */
  private static boolean asksForAStream(HttpServerRequest request) {
    var accepted = request.getHeader("Accept");
    return accepted != null
        && accepted.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream")
        && !accepted.contains(",");
  }

  /** A limit that is no number is refused later, and reads nothing. */
  private static int limit(HttpServerRequest request) {
    var limit = request.getParam("limit");
    if (limit == null) {
      return USUAL_PAGE;
    }
    try {
      return Math.min(Math.max(Integer.parseInt(limit), 0), LARGEST_PAGE);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
