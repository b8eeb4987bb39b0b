package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A marker as the table holds it, with the response that it keeps.
 *
 * @param id the hash key of its row
 * @param bytes the item's size, as {@link ItemSize} computes it
 */
public record StoredMarker(String id, Marker marker, long bytes) {
  /**
   * Returns whether the response in a marker's row has a member that contains the text. A damaged
   * row has no response.
   */
  static boolean mentions(String text, Map<String, AttributeValue> item) {
    try {
      return kept(item).stream()
          .flatMap(marker -> marker.answer().values().stream())
          .anyMatch(value -> value.toString().contains(text));
    } catch (UnreadableHistory damaged) {
      return false;
    }
  }

  private static List<Marker> kept(Map<String, AttributeValue> item) {
    return PendingMarkerFormat.isPending(item)
        ? PendingMarkerFormat.read(item).candidates()
        : List.of(MarkerFormat.read(item));
  }

  static StoredMarker of(Map<String, AttributeValue> item, Marker first) {
    return new StoredMarker(item.get(Attributes.STREAM_ID).s(), first, ItemSize.of(item));
  }
}
