package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How API Gateway tells a function of a request, and how the function tells its answer. */
interface Payload {
  ObjectMapper JSON = new ObjectMapper();
  String SOURCE = "203.0.113.7";

  /** The event of a request; its body is put in by {@link #withBody}. */
  ObjectNode eventOf(HttpServerRequest request);

  /** Whether a body of this type is handed on as text rather than in Base64. */
  boolean isText(String contentType);

  /** The headers of a function's answer. */
  MultiMap headersOf(JsonNode answer);

  /** What the gateway answers for a function that failed. */
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

  static byte[] bodyOf(JsonNode answer) {
    String body = answer.path("body").asText("");
    return answer.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode object(Map<String, String> members) {
    ObjectNode object = JSON.createObjectNode();
    members.forEach(object::put);
    return object;
  }
}
