package dev.passbook.console;

import java.net.URI;
import java.util.Optional;

/** The content security policy of the console's pages. */
final class ContentPolicy {
  private ContentPolicy() {}

  /**
   * Returns the policy. Everything comes from the service itself. Only the issuer of tokens may be
   * called, too, if there is one.
   */
  static String of(Optional<String> issuer) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " font-src 'self'; connect-src 'self'"
        + issuer.flatMap(ContentPolicy::origin).map(origin -> " " + origin).orElse("")
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  /** An issuer's name need not be an address. The host of a parsed one has no odd characters. */
  private static Optional<String> origin(String issuer) {
    try {
      var address = URI.create(issuer);
      return "https".equals(address.getScheme())
              && address.getHost() != null
              && address.getRawUserInfo() == null
          ? Optional.of("https://" + address.getRawAuthority())
          : Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
