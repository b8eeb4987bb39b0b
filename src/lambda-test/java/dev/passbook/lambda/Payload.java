package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The formats in which API Gateway sends requests to a function and reads its responses. */
interface Payload {
  ObjectMapper JSON = new ObjectMapper();
  String SOURCE = "203.0.113.7";

  /** Returns a request's event, without the body, which {@link #withBody} adds. */
  ObjectNode eventOf(HttpServerRequest request);

  /** Returns whether a body of this type is sent as text rather than in Base64. */
  boolean isText(String contentType);

  /** Returns the headers of a function's response. */
  MultiMap headersOf(JsonNode response);

  /** Returns the status with which the gateway responds when a function fails. */
  int failureStatus();

  static Payload ofTheBuild() {
    return System.getProperty("gateway").equals("rest") ? new RestPayload() : new HttpPayload();
  }

  default ObjectNode withBody(ObjectNode event, String contentType, byte[] body) {
    boolean text = isText(contentType);
    return event
        .put(
            "body",
            text
                ? new String(body, StandardCharsets.UTF_8)
                : Base64.getEncoder().encodeToString(body))
        .put("isBase64Encoded", !text);
  }

  static byte[] bodyOf(JsonNode response) {
    String body = response.path("body").asText("");
    return response.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode object(Map<String, String> members) {
    ObjectNode object = JSON.createObjectNode();
    members.forEach(object::put);
    return object;
  }
}
