package dev.passbook.http.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class RouteTemplatesTest {
  private static final Path DOCUMENT =
      Path.of("src", "main", "resources", "META-INF", "openapi.yaml");

  @Test
  void everyPathOfTheDocumentIsItsOwnTemplate() throws IOException {
    Map<String, Map<String, ?>> document = new Yaml().load(Files.readString(DOCUMENT));
    var paths = document.get("paths").keySet();

    assertTrue(paths.size() >= 10);
    for (String path : paths) {
      assertEquals(path, RouteTemplates.of(path.replaceAll("[{]\\w+[}]", "4711")));
      assertEquals(path, RouteTemplates.of(path));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        "accounts",
        "/account",
        "/accounts/1/debits",
        "/accounts/1/events/2/3",
        "/accounts/1/closure/2",
        "/transfers/1/2",
        "/schemas",
        "/favicon.ico",
        "/%00",
        "*"
      })
  void allUnknownPathsShareOneTemplate(String path) {
    assertEquals(RouteTemplates.OTHER, RouteTemplates.of(path));
  }

  @Test
  void aTrailingSlashIsTheSamePath() {
    assertEquals("/accounts", RouteTemplates.of("/accounts/"));
  }
}
