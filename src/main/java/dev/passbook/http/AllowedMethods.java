package dev.passbook.http;

import java.util.regex.Pattern;

/** The methods of a path, which a 405 must name (RFC 9110, section 15.5.6) and Quarkus does not. */
final class AllowedMethods {
  private static final Pattern WRITTEN_TO =
      Pattern.compile("(/transfers|/accounts/[^/]+/(credits|withdrawals|closure))/?");

  private AllowedMethods() {}

  static String of(String path) {
    if (path.matches("/accounts/?")) {
      return "GET, HEAD, OPTIONS, POST";
    }
    return WRITTEN_TO.matcher(path).matches() ? "OPTIONS, POST" : "GET, HEAD, OPTIONS";
  }
}
