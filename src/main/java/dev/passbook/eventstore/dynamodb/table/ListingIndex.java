package dev.passbook.eventstore.dynamodb.table;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;

import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * Defines the index that lists streams under a name. It is sparse: only a stream's first row has
 * the index's key, so a stream costs one index write and later events cost none.
 *
 * <p>The cursors of parked accounts are in it, too, for as long as they are parked.
 */
public final class ListingIndex {
  public static final String NAME = "Listing";

  private ListingIndex() {}

  public static GlobalSecondaryIndex wanted() {
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
