package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** In dev and in tests alone; the package has none of it. */
@QuarkusTest
class SwaggerUiTest {
  @Test
  void itShowsTheDescriptionThatIsServed() {
    given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("'/q/openapi'"));
  }
}
