package dev.passbook.http.access;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.passbook.tokens.Issuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An instance that has never had keys takes no traffic, so a rollout stops there. */
@QuarkusTest
@TestProfile(KeysAtStartTest.WithoutKeys.class)
class KeysAtStartTest {
  private static final Path KEYS = Path.of("target", "keys-at-start.json").toAbsolutePath();

  private static final String MISSING =
      "The issuer's keys can't be fetched from file:%1$s: there is no file %1$s.".formatted(KEYS);

  public static final class WithoutKeys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Files.deleteIfExists(KEYS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "passbook.auth",
          "jwt",
          "passbook.auth.issuer",
          Issuer.NAME,
          "passbook.auth.keys",
          "file:" + KEYS);
    }
  }

  @Test
  void itIsStartedAndReadyOnlyAfterTheFirstKeys() throws Exception {
    var service = new GuardedService("http://localhost:" + RestAssured.port, Issuer.fresh());
    for (String probe : new String[] {"started", "ready"}) {
      await().atMost(1, MINUTES).until(() -> MISSING.equals(detail(probe)));
      given().get("/q/health/" + probe).then().statusCode(503);
    }
    given().get("/q/health/live").then().statusCode(200);
    assertThat(service.get(service.ada(), "/accounts").statusCode(), equalTo(503));

    var written = Files.writeString(KEYS.resolveSibling("keys.tmp"), service.issuer().keySet());
    Files.move(written, KEYS, StandardCopyOption.ATOMIC_MOVE);

    await().atMost(2, MINUTES).until(() -> given().get("/q/health/started").statusCode() == 200);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItem("issuer-keys"));
    assertThat(service.get(service.ada(), "/accounts").statusCode(), equalTo(200));
  }

  private static String detail(String probe) {
    return given()
        .get("/q/health/" + probe)
        .path("checks.find { it.name == 'issuer-keys' && it.status == 'DOWN' }.data.detail");
  }
}
