package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
class PackagedServiceIT {
  @Test
  void itIsReadyAndNamesItsTable() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.data.table", hasItem("Passbook"));
  }

  @Test
  void itIsLive() {
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void itHasStarted() {
    given().get("/q/health/started").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void itServesItsMetrics() {
    given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
  }

  @Test
  void itServesItsContract() {
    given().get("/q/openapi").then().statusCode(200).body(containsString("openapi: 3."));
  }

  @Test
  void itServesTheStartPage() {
    given().get("/").then().statusCode(200).body(containsString("<title>Passbook</title>"));
  }
}
