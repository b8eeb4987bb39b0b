package dev.passbook.http.edge;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Keeps balances and histories out of caches. With an entity tag, the client's own cache may keep a
 * copy, but must revalidate it. Without one, no cache may keep it.
 */
class CacheRules {
  private static final String NO_STORE = "no-store";
  private static final String CLIENT_CACHE = "private, no-cache";

  @ServerResponseFilter
  public void rule(ContainerResponseContext response) {
    var headers = response.getHeaders();
    if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
      headers.putSingle(
          HttpHeaders.CACHE_CONTROL,
          headers.containsKey(HttpHeaders.ETAG) ? CLIENT_CACHE : NO_STORE);
    }
  }
}
