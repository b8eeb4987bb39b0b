package dev.passbook.deploy.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Decides which records Lambda passes to a function, as far as its filters are used here. It
 * refuses patterns that it doesn't know.
 */
record EventFilter(List<JsonNode> patterns) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the filter of an event source mapping. */
  static EventFilter of(JsonNode criteria) {
    return new EventFilter(
        StreamSupport.stream(criteria.path("Filters").spliterator(), false)
            .map(filter -> tree(filter.path("Pattern").asText()))
            .toList());
  }

  static EventFilter of(String pattern) {
    return new EventFilter(List.of(tree(pattern)));
  }

  boolean passes(JsonNode event) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, event));
  }

  private static boolean matches(JsonNode pattern, JsonNode value) {
    if (pattern.isObject()) {
      return pattern.properties().stream()
          .allMatch(member -> matches(member.getValue(), value.path(member.getKey())));
    }
    if (pattern.isArray()) {
      return StreamSupport.stream(pattern.spliterator(), false)
          .anyMatch(alternative -> isOne(alternative, value));
    }
    throw new IllegalArgumentException("A pattern ends in a list of alternatives, not " + pattern);
  }

  private static boolean isOne(JsonNode alternative, JsonNode value) {
    if (alternative.isTextual()) {
      return alternative.equals(value);
    }
    if (alternative.size() == 1 && alternative.path("prefix").isTextual()) {
      return value.isTextual() && value.asText().startsWith(alternative.path("prefix").asText());
    }
    throw new IllegalArgumentException("This reader does not know " + alternative);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
