package dev.passbook.deploy;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.deploy.kubernetes.DevOverlay;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.packaging.Artefact;
import dev.passbook.packaging.PackagedService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Starts the package with the container file's command and the dev overlay's environment, and
 * checks that every probe of the cluster succeeds.
 */
class AsDeployedIT {
  private static final ContainerFile FILE =
      ContainerFile.read(Artefact.isNative() ? "Dockerfile.native" : "Dockerfile.jvm");

  @Test
  void filesCopiedByTheContainerFileAreBuilt() throws IOException {
    for (String source : FILE.copied()) {
      Path path = Path.of(source);
      try (var found = Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
        assertTrue(found.iterator().hasNext(), source);
      }
    }
  }

  @Test
  void theServiceStartedLikeItsContainerPassesItsProbes() {
    try (PackagedService service =
        PackagedService.start(command(), Artefact.folder(), environment())) {
      URI management = service.management();
      for (String probe : DevOverlay.probePaths()) {
        await()
            .atMost(30, SECONDS)
            .until(() -> given().get(management + probe).statusCode() == 200);
      }
      given()
          .get(management + DevOverlay.metricsPath())
          .then()
          .statusCode(200)
          .body(containsString("jvm_memory_used_bytes"));
      assertEquals(201, given().contentType(JSON).post(service.url() + "/accounts").statusCode());
    }
  }

  /** Only the image has the cache, which only its own JVM can read. */
  private static List<String> command() {
    List<String> words = new ArrayList<>(FILE.words("ENTRYPOINT"));
    if (Artefact.isNative()) {
      words.set(0, Artefact.command().get(0));
      words.addAll(FILE.words("CMD"));
      return words;
    }
    assertTrue(words.removeIf(word -> word.startsWith("-XX:AOTCache=")));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
    return words;
  }

  /** Returns the overlay's environment with free ports and the tests' database. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(DevOverlay.settings());
    String database = DynamoDbLocalResource.endpoint().toString();
    assertNotNull(environment.replace("QUARKUS_HTTP_PORT", "0"));
    assertNotNull(environment.replace("QUARKUS_MANAGEMENT_PORT", "0"));
    assertNotNull(environment.replace("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", database));
    return environment;
  }
}
