package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** An event from API Gateway, in the format of the function under test. */
final class Event {
  private static final String GATEWAY = System.getProperty("gateway");
  private static final boolean REST = GATEWAY.equals("rest");

  private final ObjectNode json = template();

  static Event of(String method, String path) {
    Event event = new Event();
    ObjectNode context = event.context();
    if (REST) {
      event.json.put("httpMethod", method).put("path", path);
      context.put("httpMethod", method).put("path", "/prod" + path);
    } else {
      event.json.put("rawPath", path);
      ((ObjectNode) context.get("http")).put("method", method).put("path", path);
    }
    return event;
  }

  static boolean isRest() {
    return REST;
  }

  /** Returns the id under which the gateway knows the request of every event. */
  static String gatewaysRequestId() {
    return template().at("/requestContext/requestId").asText();
  }

  Event query(String name, String value) {
    if (REST) {
      json.putObject("queryStringParameters").put(name, value);
      json.putObject("multiValueQueryStringParameters").putArray(name).add(value);
    } else {
      json.put("rawQueryString", name + "=" + value);
      json.putObject("queryStringParameters").put(name, value);
    }
    return this;
  }

  /** Sets the stage. In format 2.0 the path includes it; in format 1.0 it is separate. */
  Event stage(String name) {
    context().put("stage", name);
    return this;
  }

  Event body(String body) {
    json.put("body", body);
    return this;
  }

  Event base64(String body) {
    json.put("isBase64Encoded", true);
    return body(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)));
  }

  Event encodedBody(String body) {
    json.put("isBase64Encoded", true);
    return body(body);
  }

  Event header(String name, String... values) {
    if (REST) {
      ((ObjectNode) json.get("headers")).put(name, values[values.length - 1]);
      var all = ((ObjectNode) json.get("multiValueHeaders")).putArray(name);
      for (String value : values) {
        all.add(value);
      }
    } else {
      ((ObjectNode) json.get("headers"))
          .put(name.toLowerCase(Locale.ROOT), String.join(",", values));
    }
    return this;
  }

  @Override
  public String toString() {
    return json.toString();
  }

  static String headerOf(JsonNode answer, String name) {
    JsonNode value =
        REST
            ? answer.path("multiValueHeaders").path(name).path(0)
            : answer.path("headers").path(name);
    return value.asText();
  }

  private ObjectNode context() {
    return (ObjectNode) json.get("requestContext");
  }

  private static ObjectNode template() {
    try (InputStream file = Event.class.getResourceAsStream("/events/" + GATEWAY + ".json")) {
      return (ObjectNode) Payload.JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
