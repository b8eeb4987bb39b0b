package dev.passbook.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers 404 to every path that is another spelling of one: double slashes, dot segments, encoded
 * letters and slashes, backslashes, parameters of segments. Filters and routes that come later,
 * which normalize a path each in a way of its own, then all see the same one. It comes before the
 * first filter that decides anything by the path.
 */
@ApplicationScoped
class CanonicalPaths {
  private static final int AFTER_THE_REQUEST_ID = 990;

  /** What RFC 3986 (section 3.3) allows in a segment as it is, the semicolon left out. */
  private static final String MARKS = "-._~!$&'()*+,=:@";

  private static final int DELETE = 0x7f;

  void register(@Observes Filters filters) {
    filters.register(CanonicalPaths::check, AFTER_THE_REQUEST_ID);
  }

  static void check(RoutingContext context) {
    if (isCanonical(context.request().path())) {
      context.next();
    } else {
      RouterProblems.end(context, RouterProblems.blank(HttpResponseStatus.NOT_FOUND.code()));
    }
  }

  static boolean isCanonical(String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    var segment = 1;
    for (int i = 1; i < path.length(); i++) {
      var character = path.charAt(i);
      if (character == '/') {
        if (i == segment || isDots(path, segment, i)) {
          return false;
        }
        segment = i + 1;
      } else if (character == '%' ? !isNeeded(path, i) : !isAllowed(character)) {
        return false;
      }
    }
    return !isDots(path, segment, path.length());
  }

  private static boolean isAllowed(char character) {
    return FieldReader.isLetterOrDigit(character) || MARKS.indexOf(character) >= 0;
  }

  /** One dot or two. */
  private static boolean isDots(String path, int from, int to) {
    return to - from == 1 && path.charAt(from) == '.'
        || to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.';
  }

  /** Whether a percent sign begins an octet that could not be written as it is. */
  private static boolean isNeeded(String path, int at) {
    if (at + 3 > path.length()) {
      return false;
    }
    var high = Character.digit(path.charAt(at + 1), 16);
    var low = Character.digit(path.charAt(at + 2), 16);
    var octet = (char) (high * 16 + low);
    return high >= 0
        && low >= 0
        && octet >= ' '
        && octet != DELETE
        && !isAllowed(octet)
        && "/\\;%".indexOf(octet) < 0;
  }
}
