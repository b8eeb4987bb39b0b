package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WarmUpTest.OwnTable.class)
class WarmUpTest {
  private static final String TABLE = "WarmUp";

  /** Uses a table that no other test writes to. */
  public static final class OwnTable implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.table.name", TABLE);
    }
  }

  @Test
  void itEndsWithoutWriting() {
    await().atMost(30, SECONDS).until(() -> given().get("/q/health/started").statusCode() == 200);
    given().get("/q/health/started").then().body("checks.name", hasItem("warm-up"));

    assertEquals(
        0, DynamoDbLocalResource.client().scan(scan -> scan.tableName(TABLE)).join().count());
  }
}
