package dev.passbook.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Keeps balances and histories out of caches: no cache may keep one, or only the client's own where
 * an entity tag lets it ask whether its copy is still true.
 */
class CacheRules {
  private static final String NOWHERE = "no-store";
  private static final String CLIENTS_OWN = "private, no-cache";

  @ServerResponseFilter
  public void rule(ContainerResponseContext response) {
    var headers = response.getHeaders();
    if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
      headers.putSingle(
          HttpHeaders.CACHE_CONTROL, headers.containsKey(HttpHeaders.ETAG) ? CLIENTS_OWN : NOWHERE);
    }
  }
}
