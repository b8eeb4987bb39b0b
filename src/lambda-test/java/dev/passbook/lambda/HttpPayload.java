package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** Format 2.0, of HTTP APIs and function URLs: one value per header, with names in lower case. */
final class HttpPayload implements Payload {
  private static final Pattern TEXT =
      Pattern.compile("text/.*|application/(json|javascript|xml|.*\\+(json|xml)).*");

  @Override
  public ObjectNode eventOf(HttpServerRequest request) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", "$default")
            .put("rawPath", request.path())
            .put("rawQueryString", Objects.requireNonNullElse(request.query(), ""));
    ObjectNode headers = event.putObject("headers");
    for (String name : request.headers().names()) {
      headers.put(name.toLowerCase(Locale.ROOT), String.join(",", request.headers().getAll(name)));
    }
    if (!request.params().isEmpty()) {
      ObjectNode parameters = event.putObject("queryStringParameters");
      request
          .params()
          .names()
          .forEach(name -> parameters.put(name, String.join(",", request.params().getAll(name))));
    }
    event.set("requestContext", context(request));
    return event;
  }

  private static ObjectNode context(HttpServerRequest request) {
    ObjectNode context =
        JSON.createObjectNode()
            .put("accountId", "123456789012")
            .put("apiId", "a1b2c3d4e5")
            .put("domainName", "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com")
            .put("domainPrefix", "a1b2c3d4e5")
            .put("requestId", UUID.randomUUID().toString())
            .put("routeKey", "$default")
            .put("stage", "$default")
            .put("time", "31/Jan/2026:12:00:00 +0000")
            .put("timeEpoch", 1769860800000L);
    context
        .putObject("http")
        .put("method", request.method().name())
        .put("path", request.path())
        .put("protocol", "HTTP/1.1")
        .put("sourceIp", SOURCE)
        .put("userAgent", Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
    return context;
  }

  @Override
  public boolean isText(String contentType) {
    return contentType != null && TEXT.matcher(contentType).matches();
  }

  @Override
  public MultiMap headersOf(JsonNode answer) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    answer
        .path("headers")
        .properties()
        .forEach(h -> headers.add(h.getKey(), h.getValue().asText()));
    answer.path("cookies").forEach(cookie -> headers.add("Set-Cookie", cookie.asText()));
    return headers;
  }

  @Override
  public int failureStatus() {
    return 500;
  }
}
