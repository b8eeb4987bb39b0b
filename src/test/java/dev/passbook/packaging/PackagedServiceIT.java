package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

@QuarkusIntegrationTest
class PackagedServiceIT {
  @Test
  void theServiceIsReadyAndNamesItsTable() {
    given()
        .get(ManagementAddress.url() + "/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.data.table", hasItem("Passbook"));
  }

  @Test
  void theServiceIsLive() {
    given()
        .get(ManagementAddress.url() + "/q/health/live")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"));
  }

  @Test
  void theServiceHasStartedOnceItIsWarm() {
    await()
        .atMost(30, SECONDS)
        .until(
            () -> given().get(ManagementAddress.url() + "/q/health/started").statusCode() == 200);
    given()
        .get(ManagementAddress.url() + "/q/health/started")
        .then()
        .body("checks.name", hasItem("warm-up"));
  }

  @Test
  void metricsAreServed() {
    given()
        .get(ManagementAddress.url() + "/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("jvm_memory_used_bytes"));
  }

  @Test
  void theContractIsServed() {
    given().get("/q/openapi").then().statusCode(200).body(containsString("openapi: 3."));
  }

  @Test
  void theStartPageIsServed() {
    given().get("/").then().statusCode(200).body(containsString("<title>Passbook</title>"));
  }
}
