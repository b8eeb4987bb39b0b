package dev.passbook.operations;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the URLs in settings. It parses them by RFC 3986 and uses no pattern: in {@code
 * https://localhost:1@elsewhere/} the host is {@code elsewhere}.
 */
final class Urls {
  private static final int HIGHEST_PORT = 65_535;
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private Urls() {}

  /**
   * Allows plain HTTP only from the machine itself, since anyone in between could replace the keys.
   */
  static boolean isKeySet(String value) {
    return parsed(value)
        .filter(url -> url.getRawFragment() == null)
        .map(url -> isFile(url) || isServer(url) && (isHttps(url) || isLocal(url)))
        .orElse(false);
  }

  /** Accepts a server's address with no path but a slash. */
  static boolean isEndpoint(String value) {
    return parsed(value)
        .map(url -> isServer(url) && isBare(url) && Set.of("", "/").contains(url.getRawPath()))
        .orElse(false);
  }

  /** Accepts the address of a server, with or without a path. */
  static boolean isAddress(String value) {
    return parsed(value).filter(Urls::isServer).isPresent();
  }

  /** Accepts an origin as browsers send it, without a path (RFC 6454, section 6.2). */
  static boolean isOrigin(String value) {
    return parsed(value)
        .map(url -> isServer(url) && isBare(url) && url.getRawPath().isEmpty())
        .orElse(false);
  }

  /** Accepts a page's address with a place for a trace's id after the host. */
  static boolean isTraceLink(String value) {
    var parts = value.split("[{]traceId[}]", 2);
    return parts.length == 2
        && parsed(parts[0]).filter(url -> isServer(url) && !url.getRawPath().isEmpty()).isPresent()
        && parsed(parts[0] + "0" + parts[1]).isPresent();
  }

  private static Optional<URI> parsed(String value) {
    try {
      return Optional.of(new URI(value));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isFile(URI url) {
    return "file".equals(url.getScheme())
        && url.getRawAuthority() == null
        && url.getRawQuery() == null
        && url.getPath() != null
        && url.getPath().startsWith("/")
        && url.getPath().chars().noneMatch(Character::isISOControl);
  }

  /** Rejects a port above the highest, a URL without a host, and a user name. */
  private static boolean isServer(URI url) {
    return (isHttps(url) || "http".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getPort() != 0
        && url.getPort() <= HIGHEST_PORT
        && !url.getRawAuthority().endsWith(":");
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  private static boolean isLocal(URI url) {
    return LOCAL.contains(url.getHost());
  }

  private static boolean isBare(URI url) {
    return url.getRawQuery() == null && url.getRawFragment() == null;
  }
}
