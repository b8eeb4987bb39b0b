package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Validates published events against the served schemas. */
final class EventSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, JsonSchema> BY_TYPE = new ConcurrentHashMap<>();

  private EventSchemas() {}

  /** Validates an event against the schema of its type and returns it. */
  static JsonNode valid(byte[] event) {
    var text = new String(event, StandardCharsets.UTF_8);
    var tree = tree(text);
    assertEquals(List.of(), flaws(tree.path("type").asText(), text), text);
    return tree;
  }

  static List<String> flaws(String type, String event) {
    return BY_TYPE
        .computeIfAbsent(type, EventSchemas::compile)
        .validate(event, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  static ObjectNode schema(String type) {
    var path = "/META-INF/resources/schemas/events/" + type + ".json";
    try (var file = EventSchemas.class.getResourceAsStream(path)) {
      return (ObjectNode) JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The schemas are open, because consumers must tolerate unknown members. Here they are closed, so
   * that a member that is sent but not described is a fault.
   */
  private static JsonSchema compile(String type) {
    var closed = schema(type);
    close(closed);
    var strict = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(closed, strict);
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
      schema.get("properties").forEach(EventSchemas::close);
    }
  }
}
