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

    try (InputStream written =
        ServedDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      assertThat(served, equalTo(EXACT.readTree(written)));
    }
  }

  @Test
  void itIsServedUnchangedByDefault() throws IOException {
    try (InputStream written =
        ServedDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      get("/q/openapi")
          .then()
          .statusCode(200)
          .contentType("application/yaml")
          .body(equalTo(new String(written.readAllBytes(), StandardCharsets.UTF_8)));
    }
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
}
