package dev.passbook.operations;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@QuarkusTest
@TestProfile(TableReadinessTest.OwnTable.class)
class TableReadinessTest {
  private static final String TABLE = "Readiness";

  /** Gives the test its own table, which it may delete. */
  public static final class OwnTable implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.table.name", TABLE);
    }
  }

  private final DynamoDbAsyncClient dynamoDb = DynamoDbLocalResource.client();

  @Test
  void theTableExistsAtTheFirstRequest() {
    given().get("/q/health/ready").then().statusCode(200).body("checks.data.table", hasItem(TABLE));
    given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
  }

  @Test
  void theTableHasItsKeyStreamAndExpiry() {
    TableDescription table = dynamoDb.describeTable(t -> t.tableName(TABLE)).join().table();
    assertEquals(
        "[StreamId HASH, Version RANGE]",
        table.keySchema().stream()
            .map(key -> key.attributeName() + " " + key.keyType())
            .toList()
            .toString());
    assertEquals(BillingMode.PAY_PER_REQUEST, table.billingModeSummary().billingMode());
    assertEquals(StreamViewType.NEW_IMAGE, table.streamSpecification().streamViewType());
    await().atMost(30, SECONDS).until(this::expiryIsOn);
  }

  @Test
  void aTableThatVanishesIsCreatedAgain() {
    dynamoDb.deleteTable(t -> t.tableName(TABLE)).join();

    await().atMost(30, SECONDS).until(this::tableExists);
    await().atMost(30, SECONDS).until(this::expiryIsOn);
    await().atMost(30, SECONDS).until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  private boolean tableExists() {
    return dynamoDb.listTables().join().tableNames().contains(TABLE);
  }

  private boolean expiryIsOn() {
    TimeToLiveDescription expiry =
        dynamoDb.describeTimeToLive(t -> t.tableName(TABLE)).join().timeToLiveDescription();
    return expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLED
        && "ExpiresAt".equals(expiry.attributeName());
  }
}
