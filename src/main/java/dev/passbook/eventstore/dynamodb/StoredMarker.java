package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A marker as the table holds it.
 *
 * @param id the hash key of its row
 * @param bytes the item's size, as {@link ItemSize} computes it
 */
public record StoredMarker(String id, Marker marker, long bytes) {
  /** Returns nothing if the marker is damaged. */
  static Optional<StoredMarker> of(Map<String, AttributeValue> item) {
    try {
      var id = item.get(Attributes.STREAM_ID).s();
      return Optional.of(new StoredMarker(id, MarkerFormat.read(item), ItemSize.of(item)));
    } catch (UnreadableHistory damaged) {
      return Optional.empty();
    }
  }

  /** Returns whether a member of the response contains the text. */
  boolean mentions(String text) {
    return marker.answer().values().stream().anyMatch(value -> value.toString().contains(text));
  }
}
