package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Marker;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A marker as the table holds it.
 *
 * @param id the hash key of its row
 * @param bytes the item's size, as {@link ItemSize} computes it
 */
public record StoredMarker(String id, Marker marker, long bytes) {
  static StoredMarker of(Map<String, AttributeValue> item) {
    return new StoredMarker(
        item.get(Attributes.STREAM_ID).s(), MarkerFormat.read(item), ItemSize.of(item));
  }

  /** Returns whether a member of the response contains the text. */
  boolean mentions(String text) {
    return marker.answer().values().stream().anyMatch(value -> value.toString().contains(text));
  }
}
