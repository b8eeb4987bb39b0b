package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.Attributes.LISTED_UNDER;

import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * The index in which the streams under a name are found. Only the row that begins a stream has the
 * attribute that it is made of, so a stream costs it one write and no event another.
 */
final class ListingIndex {
  static final String NAME = "Listing";

  private ListingIndex() {}

  static GlobalSecondaryIndex wanted() {
    return GlobalSecondaryIndex.builder()
        .indexName(NAME)
        .keySchema(key(LISTED_UNDER, KeyType.HASH), key(AT, KeyType.RANGE))
        .projection(shown -> shown.projectionType(ProjectionType.INCLUDE).nonKeyAttributes(EVENTS))
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
