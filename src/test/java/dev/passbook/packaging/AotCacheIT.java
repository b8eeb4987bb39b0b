package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Only a build with {@code -Paot} has a cache, and only its own JDK can read it. */
@EnabledIf("isBuilt")
class AotCacheIT {
  static final Path CACHE = Artefact.FOLDER.resolve("app.aot");

  static boolean isBuilt() {
    return Files.exists(CACHE);
  }

  /** In the mode "on", a JVM that can't use the whole cache refuses to start. */
  @Test
  void theServiceStartsFromItsCache() {
    String options = "-XX:AOTCache=" + CACHE.toAbsolutePath() + " -XX:AOTMode=on";
    try (PackagedService service = PackagedService.start(Map.of("JAVA_TOOL_OPTIONS", options))) {
      assertEquals(200, given().get(service.management() + "/q/health/live").statusCode());
    }
  }
}
