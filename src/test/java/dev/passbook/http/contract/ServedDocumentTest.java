package dev.passbook.http.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The service serves the complete document. */
@QuarkusTest
class ServedDocumentTest extends PassbookOverHttp {
  private static final YAMLMapper EXACT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @Test
  void theDocumentIsServedCompletely() throws IOException {
    JsonNode served = ServedDocument.tree();

    assertThat(served, equalTo(EXACT.readTree(written())));
  }

  @Test
  void theYamlFileIsServedByDefault() throws IOException {
    get("/q/openapi")
        .then()
        .statusCode(200)
        .contentType("application/yaml")
        .body(equalTo(written()));
  }

  @Test
  void theDocumentHasTheVersionOfTheBuild() throws IOException {
    assertThat(ServedDocument.tree().at("/info/version").asText(), equalTo(version()));
  }

  @Test
  void theFormatParameterPrecedesTheAcceptHeader() {
    given().get("/q/openapi?format=JSON").then().contentType("application/json");
    given()
        .accept("application/json")
        .get("/q/openapi?format=yaml")
        .then()
        .contentType("application/yaml");
  }

  @Test
  void headRequestsAreServed() {
    given().head("/q/openapi").then().statusCode(200).body(equalTo(""));
  }

  @Test
  void writesAreNotAllowed() {
    given()
        .post("/q/openapi")
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD")
        .contentType("application/problem+json");
  }

  /** Returns the file with the version of the build in place of its own. */
  private static String written() throws IOException {
    try (InputStream file =
        ServedDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceFirst("\n  version: .*", "\n  version: " + version());
    }
  }

  /** The package's configuration is not known to the tests' own JVM. */
  private static String version() {
    return System.getProperty("build.version");
  }
}
