package dev.passbook.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Applies a strategic merge patch. It merges the lists whose elements Kubernetes identifies by a
 * key and replaces any other list, as Kubernetes does with most. It refuses directives ({@code
 * $patch}) and deletions by {@code null}, which no patch here uses.
 */
final class StrategicMerge {
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "volumes", "name",
          "env", "name",
          "volumeMounts", "mountPath");

  private StrategicMerge() {}

  static void apply(ObjectNode patch, ObjectNode object) {
    patch.properties().forEach(member -> apply(member.getKey(), member.getValue(), object));
  }

  private static void apply(String name, JsonNode value, ObjectNode object) {
    if (name.startsWith("$") || value.isNull()) {
      throw new IllegalArgumentException("A patch that deletes is not supported: " + name);
    }
    JsonNode there = object.get(name);
    if (value instanceof ObjectNode patch && there instanceof ObjectNode target) {
      apply(patch, target);
    } else if (KEYS.containsKey(name) && there instanceof ArrayNode target) {
      value.forEach(element -> apply((ObjectNode) element, KEYS.get(name), target));
    } else {
      object.set(name, value.deepCopy());
    }
  }

  private static void apply(ObjectNode element, String key, ArrayNode list) {
    Optional<JsonNode> there =
        StreamSupport.stream(list.spliterator(), false)
            .filter(candidate -> candidate.get(key).equals(element.get(key)))
            .findFirst();
    if (there.isPresent()) {
      apply(element, (ObjectNode) there.get());
    } else {
      list.add(element.deepCopy());
    }
  }
}
