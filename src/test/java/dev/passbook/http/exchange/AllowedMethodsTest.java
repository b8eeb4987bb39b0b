package dev.passbook.http.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** OPTIONS and 405 name the methods of the OpenAPI document and of the served files. */
class AllowedMethodsTest {
  private static final Path RESOURCES = Path.of("src", "main", "resources", "META-INF");
  private static final Set<String> METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "TRACE");

  @Test
  void eachPathOfTheDocumentAllowsItsOperations() throws IOException {
    Map<String, Map<String, Map<String, ?>>> document =
        new Yaml().load(Files.readString(RESOURCES.resolve("openapi.yaml")));
    document.get("paths").forEach(AllowedMethodsTest::allowsItsOperations);
  }

  private static void allowsItsOperations(String path, Map<String, ?> members) {
    if (path.startsWith("/q/") || path.startsWith("/schemas/")) {
      return;
    }
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    members.keySet().stream()
        .map(String::toUpperCase)
        .filter(METHODS::contains)
        .forEach(methods::add);
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    String asked = path.replaceAll("[{]\\w+[}]", "4711");
    assertEquals(Optional.of(String.join(", ", methods)), AllowedMethods.of(asked), path);
  }

  @Test
  void eachServedFileCanBeRead() throws IOException {
    Path folder = RESOURCES.resolve("resources");
    List<String> files;
    try (var all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).map(file -> "/" + folder.relativize(file)).toList();
    }
    assertTrue(files.size() > 5);
    files.forEach(
        file -> assertEquals(Optional.of("GET, HEAD, OPTIONS"), AllowedMethods.of(file), file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "/nothing",
        "/accounts/1/nothing",
        "/accounts/1/events/2/3",
        "/transfers/1/2",
        "/schemas",
        "/schemas/events",
        "/schemas/events/nothing.json",
        "/schemas/events/dev.passbook.Nothing.v1.json",
        "/favicon.ico"
      })
  void anUnknownPathAllowsNothing(String path) {
    assertEquals(Optional.empty(), AllowedMethods.of(path));
  }

  @Test
  void theCostOfALongPathIsLinear() {
    assertEquals(Optional.empty(), AllowedMethods.of("/accounts/" + "a/".repeat(1_000_000)));
  }
}
