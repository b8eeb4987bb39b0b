package dev.passbook.http.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The service accepts exactly the parameters in the OpenAPI document. */
class KnownParametersTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  @Test
  void everyOperationTakesTheParametersOfItsDescription() throws IOException {
    JsonNode document =
        new YAMLMapper().readTree(Path.of("src/main/resources/META-INF/openapi.yaml").toFile());
    int operations = 0;
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey()) && !path.getKey().startsWith("/schemas")) {
          HttpMethod method = HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT));
          Set<String> described = described(document, path.getValue());
          described.addAll(described(document, operation.getValue()));

          assertEquals(described, KnownParameters.of(method, path.getKey()), path.getKey());
          operations++;
        }
      }
    }
    assertEquals(true, operations > 8, () -> "too few operations were found");
  }

  private static Set<String> described(JsonNode document, JsonNode holder) {
    Set<String> names = new TreeSet<>();
    for (JsonNode each : holder.path("parameters")) {
      JsonNode parameter =
          each.has("$ref") ? document.at(each.get("$ref").asText().substring(1)) : each;
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.get("name").asText());
      }
    }
    return names;
  }
}
