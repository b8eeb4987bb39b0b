package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;

import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.math.BigDecimal;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tells from the schema number of a stored snapshot whether a codec can read it. */
record SnapshotSchemas(EventCodec<?, ?> codec) {

  boolean isCurrent(AttributeValue snapshot) {
    return schemaOf(snapshot).equals(number(codec.snapshotSchema()))
        || isOneOf(codec.compatibleSnapshotSchemas(), snapshot);
  }

  boolean isEarlier(AttributeValue snapshot) {
    return isOneOf(codec.earlierSnapshotSchemas(), snapshot);
  }

  /**
   * Returns whether a snapshot has no schema number at all. Reads ignore it like one of an unknown
   * schema, but no release has written it.
   */
  static boolean isMissing(AttributeValue snapshot) {
    var number = schemaOf(snapshot).n();
    return number == null || new BigDecimal(number).stripTrailingZeros().scale() > 0;
  }

  private static boolean isOneOf(Set<Integer> schemas, AttributeValue snapshot) {
    return schemas.stream().map(Attributes::number).anyMatch(schemaOf(snapshot)::equals);
  }

  private static AttributeValue schemaOf(AttributeValue snapshot) {
    return snapshot.m().getOrDefault(SCHEMA, AttributeValue.fromNul(true));
  }
}
