package dev.passbook.eventstore.dynamodb.table;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Defines the table with its index and its stream. */
public final class TableDefinition {
  private TableDefinition() {}

  /** Returns the request that creates a table with this name. Expiry is a request of its own. */
  public static CreateTableRequest named(String name) {
    return CreateTableRequest.builder()
        .tableName(name)
        .attributeDefinitions(
            attribute(STREAM_ID, ScalarAttributeType.S),
            attribute(VERSION, ScalarAttributeType.N),
            attribute(LISTED_UNDER, ScalarAttributeType.S),
            attribute(AT, ScalarAttributeType.S))
        .keySchema(key(STREAM_ID, KeyType.HASH), key(VERSION, KeyType.RANGE))
        .globalSecondaryIndexes(ListingIndex.wanted())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .streamSpecification(
            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
