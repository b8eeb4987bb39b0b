package dev.passbook.operations;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

@QuarkusTest
@TestProfile(WithoutTableTest.MayNotCreate.class)
class WithoutTableTest {
  private static final String TABLE = "Absent";

  public static final class MayNotCreate implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.table.name", TABLE, "passbook.table.create", "false");
    }
  }

  @Test
  void aMissingTableIsReportedAndItsCreationNoticed() {
    await().atMost(30, SECONDS).untilAsserted(WithoutTableTest::theReasonSaysWhatToDo);
    given().get("/q/health/live").then().statusCode(200);

    createTable();

    await().atMost(30, SECONDS).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  private static void theReasonSaysWhatToDo() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.data.table", hasItem(TABLE))
        .body(
            "checks.data.detail",
            hasItem(
                "Table Absent does not exist; create it, or start with PASSBOOK_TABLE_CREATE=true"));
  }

  private static void createTable() {
    DynamoDbLocalResource.client()
        .createTable(
            table ->
                table
                    .tableName(TABLE)
                    .attributeDefinitions(
                        attribute("StreamId", ScalarAttributeType.S),
                        attribute("Version", ScalarAttributeType.N))
                    .keySchema(key("StreamId", KeyType.HASH), key("Version", KeyType.RANGE))
                    .billingMode(BillingMode.PAY_PER_REQUEST))
        .join();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
