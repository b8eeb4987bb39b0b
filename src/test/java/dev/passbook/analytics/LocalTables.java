package dev.passbook.analytics;

import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Creates tables in DynamoDB Local. */
final class LocalTables {
  private LocalTables() {}

  /** Returns a new, empty table with a name of its own. */
  static TableRows create(DynamoDbAsyncClient client) {
    var name = "Reports-" + UUID.randomUUID();
    client
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        attribute("StreamId", ScalarAttributeType.S),
                        attribute("Version", ScalarAttributeType.N))
                    .keySchema(key("StreamId", KeyType.HASH), key("Version", KeyType.RANGE)))
        .join();
    client.waiter().waitUntilTableExists(table -> table.tableName(name)).join();
    return new TableRows(client, name);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
