package dev.passbook.deploy.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Compares the template's table with the one that the service creates where it may. */
@QuarkusTest
class TableDefinitionTest {
  private static final String TABLE = "Passbook";
  private static final JsonNode TEMPLATE = Template.table().properties("Table");

  private final DynamoDbAsyncClient dynamoDb = DynamoDbLocalResource.client();

  @Test
  void keysBillingAndStreamAreTheSame() {
    TableDescription created = created();

    assertEquals(names(created), names(TEMPLATE));
    assertEquals(
        created.billingModeSummary().billingModeAsString(), TEMPLATE.path("BillingMode").asText());
    assertEquals(
        created.streamSpecification().streamViewTypeAsString(),
        TEMPLATE.at("/StreamSpecification/StreamViewType").asText());
  }

  @Test
  void theIndexIsTheSame() {
    GlobalSecondaryIndexDescription made = created().globalSecondaryIndexes().get(0);
    JsonNode wanted = TEMPLATE.path("GlobalSecondaryIndexes");

    assertEquals(1, wanted.size());
    assertEquals(made.indexName(), wanted.at("/0/IndexName").asText());
    for (int i = 0; i < 2; i++) {
      JsonNode key = wanted.at("/0/KeySchema/" + i);
      assertEquals(made.keySchema().get(i).attributeName(), key.path("AttributeName").asText());
      assertEquals(made.keySchema().get(i).keyTypeAsString(), key.path("KeyType").asText());
    }
    assertEquals(
        made.projection().projectionTypeAsString(),
        wanted.at("/0/Projection/ProjectionType").asText());
    assertEquals(
        made.projection().nonKeyAttributes(),
        List.of(wanted.at("/0/Projection/NonKeyAttributes/0").asText()));
  }

  @Test
  void rowsExpireByTheSameAttribute() {
    await().atMost(30, SECONDS).until(() -> timeToLiveStatus() == TimeToLiveStatus.ENABLED);
    String attribute =
        dynamoDb
            .describeTimeToLive(ttl -> ttl.tableName(TABLE))
            .join()
            .timeToLiveDescription()
            .attributeName();

    assertEquals(attribute, TEMPLATE.at("/TimeToLiveSpecification/AttributeName").asText());
    assertTrue(TEMPLATE.at("/TimeToLiveSpecification/Enabled").asBoolean());
  }

  private TimeToLiveStatus timeToLiveStatus() {
    return dynamoDb
        .describeTimeToLive(ttl -> ttl.tableName(TABLE))
        .join()
        .timeToLiveDescription()
        .timeToLiveStatus();
  }

  private TableDescription created() {
    return dynamoDb.describeTable(table -> table.tableName(TABLE)).join().table();
  }

  private static Set<String> names(TableDescription table) {
    Set<String> names = new TreeSet<>();
    table.keySchema().forEach(key -> names.add(key.attributeName() + " " + key.keyTypeAsString()));
    table
        .attributeDefinitions()
        .forEach(type -> names.add(type.attributeName() + " " + type.attributeTypeAsString()));
    return names;
  }

  private static Set<String> names(JsonNode table) {
    Set<String> names = new TreeSet<>();
    table
        .path("KeySchema")
        .forEach(
            key ->
                names.add(key.path("AttributeName").asText() + " " + key.path("KeyType").asText()));
    table
        .path("AttributeDefinitions")
        .forEach(
            type ->
                names.add(
                    type.path("AttributeName").asText()
                        + " "
                        + type.path("AttributeType").asText()));
    return names;
  }
}
