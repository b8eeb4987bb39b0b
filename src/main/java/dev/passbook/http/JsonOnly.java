package dev.passbook.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies that don't say they are JSON, or say that it is not in UTF-8 (RFC 8259, section
 * 8.1).
 */
class JsonOnly {

  @ServerRequestFilter
  public void check(RoutingContext context) {
    if (BodyLimit.isThere(context)
        && !isJson(context.request().headers().getAll(HttpHeaders.CONTENT_TYPE))) {
      throw new NotSupportedException();
    }
  }

  private static boolean isJson(List<String> contentTypes) {
    return contentTypes.size() == 1 && isJson(contentTypes.get(0));
  }

  private static boolean isJson(String contentType) {
    try {
      var type = MediaType.valueOf(contentType);
      var charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
      return MediaType.APPLICATION_JSON.equalsIgnoreCase(type.getType() + "/" + type.getSubtype())
          && charset.equalsIgnoreCase("utf-8");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
