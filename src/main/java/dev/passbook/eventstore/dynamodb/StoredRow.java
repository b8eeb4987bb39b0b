package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.RecordedEvent;
import java.util.List;
import java.util.Map;

/**
 * A commit's row as the table holds it.
 *
 * @param version the version of the first event
 * @param lastVersion the version of the last event
 * @param events empty if this code can't read the row
 * @param item all attributes in DynamoDB's JSON, as plain maps, lists and texts
 * @param bytes the item's size, as {@link ItemSize} computes it
 */
public record StoredRow<E>(
    long version,
    long lastVersion,
    List<RecordedEvent<E>> events,
    Map<String, Object> item,
    long bytes) {

  /** Returns whether this code can read the row's events. */
  public boolean isReadable() {
    return !events.isEmpty();
  }

  /** Returns what a plain put of this row costs. A transaction takes twice as much. */
  public long writeUnits() {
    return ItemSize.writeUnits(bytes);
  }
}
