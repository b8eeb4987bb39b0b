package dev.passbook.http.edge;

import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.syntax.FieldParser;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.ext.web.RoutingContext;

/**
 * Responds with 404 to every path that is not canonical: one with double slashes, dot segments,
 * encoded letters or slashes, backslashes, or parameters of segments. Later filters and routes each
 * normalize paths in their own way, and a canonical path is the same for all of them. This filter
 * must run before the first filter that decides by the path.
 */
final class CanonicalPaths {
  /** The characters that RFC 3986 (section 3.3) allows in a segment, without the semicolon. */
  private static final String MARKS = "-._~!$&'()*+,=:@";

  private static final int DELETE = 0x7f;

  private CanonicalPaths() {}

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
      } else if (character == '%' ? !isNeeded(path, i) : !mayUse(character)) {
        return false;
      }
    }
    return !isDots(path, segment, path.length());
  }

  private static boolean mayUse(char character) {
    return FieldParser.isLetterOrDigit(character) || MARKS.indexOf(character) >= 0;
  }

  /** Returns whether the segment is one dot or two. */
  private static boolean isDots(String path, int from, int to) {
    return to - from == 1 && path.charAt(from) == '.'
        || to - from == 2 && path.charAt(from) == '.' && path.charAt(from + 1) == '.';
  }

  /** Returns whether the percent sign begins an octet that must be encoded. */
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
        && !mayUse(octet)
        && "/\\;%".indexOf(octet) < 0;
  }
}
