package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.UUID;

/**
 * Format 1.0, of REST APIs: each value of a header or parameter is separate, and queries are
 * decoded.
 */
final class RestPayload implements Payload {
  private static final String STAGE = "prod";

  @Override
  public ObjectNode eventOf(HttpServerRequest request) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("resource", "/{proxy+}")
            .put("path", request.path())
            .put("httpMethod", request.method().name());
    putBoth(event, "headers", "multiValueHeaders", request.headers());
    putBoth(event, "queryStringParameters", "multiValueQueryStringParameters", request.params());
    event.putObject("pathParameters").put("proxy", request.path().substring(1));
    event.putNull("stageVariables");
    event.set("requestContext", context(request));
    return event;
  }

  private static void putBoth(ObjectNode event, String last, String all, MultiMap values) {
    if (values.isEmpty()) {
      event.putNull(last).putNull(all);
      return;
    }
    ObjectNode lastOfEach = event.putObject(last);
    ObjectNode allOfEach = event.putObject(all);
    for (String name : values.names()) {
      values.getAll(name).forEach(value -> lastOfEach.put(name, value));
      values.getAll(name).forEach(allOfEach.putArray(name)::add);
    }
  }

  private static ObjectNode context(HttpServerRequest request) {
    ObjectNode context =
        JSON.createObjectNode()
            .put("resourceId", "9wxyz8")
            .put("resourcePath", "/{proxy+}")
            .put("httpMethod", request.method().name())
            .put("requestTime", "31/Jan/2026:12:00:00 +0000")
            .put("requestTimeEpoch", 1769860800000L)
            .put("path", "/" + STAGE + request.path())
            .put("accountId", "123456789012")
            .put("protocol", "HTTP/1.1")
            .put("stage", STAGE)
            .put("domainPrefix", "a1b2c3d4e5")
            .put("domainName", "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com")
            .put("requestId", UUID.randomUUID().toString())
            .put("extendedRequestId", "JKJaXmPLvHcESHA=")
            .put("apiId", "a1b2c3d4e5");
    context
        .putObject("identity")
        .put("sourceIp", SOURCE)
        .put("userAgent", Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
    return context;
  }

  /** Unless an API declares binary media types, it sends every body as text. */
  @Override
  public boolean isText(String contentType) {
    return true;
  }

  @Override
  public MultiMap headersOf(JsonNode answer) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    answer
        .path("multiValueHeaders")
        .properties()
        .forEach(h -> h.getValue().forEach(value -> headers.add(h.getKey(), value.asText())));
    return headers;
  }

  @Override
  public int failureStatus() {
    return 502;
  }
}
