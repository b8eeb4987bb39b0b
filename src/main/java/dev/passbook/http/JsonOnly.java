package dev.passbook.http;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses bodies that don't say they are JSON, or say that it is not in UTF-8 (RFC 8259, section
 * 8.1).
 */
class JsonOnly {

  @ServerRequestFilter
  public void check(ContainerRequestContext request) {
    if (hasBody(request) && !isJson(request.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
      throw new NotSupportedException();
    }
  }

  private static boolean hasBody(ContainerRequestContext request) {
    var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null
        ? request.getHeaderString("Transfer-Encoding") != null
        : !length.equals("0");
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
