package dev.passbook.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the console is off, its paths are unknown. */
@QuarkusTest
@TestProfile(NoConsoleTest.Off.class)
class NoConsoleTest {
  public static final class Off implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.console", "false");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /console",
    "GET, /console/",
    "GET, /console/index.html",
    "GET, /console/lib/preact.js",
    "GET, /console/config.json",
    "GET, /console/calls",
    "POST, /console/lose-next-answer",
    "POST, /console/"
  })
  void nothingIsServed(String method, String path) {
    given()
        .noContentType()
        .request(method, path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"));
  }
}
