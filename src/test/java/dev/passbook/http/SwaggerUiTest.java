package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Swagger UI exists only in dev mode and in tests, not in the package. */
@QuarkusTest
class SwaggerUiTest {
  @Test
  void itShowsTheServedDocument() {
    given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("'/q/openapi'"));
  }
}
