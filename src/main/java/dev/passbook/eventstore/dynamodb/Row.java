package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One commit in one stream. It is understood as far as it is asked: of ten rows that are read for a
 * balance, most lie behind the newest snapshot. Not for several threads at once.
 */
final class Row<S, E> {
  private final RowFormat<S, E> format;
  private final StreamId stream;
  private final long version;
  private final long lastVersion;
  private final Map<String, AttributeValue> item;
  private List<RecordedEvent<E>> events;
  private Optional<Snapshot<S>> snapshot;

  Row(
      RowFormat<S, E> format,
      StreamId stream,
      long version,
      long lastVersion,
      Map<String, AttributeValue> item) {
    this.format = format;
    this.stream = stream;
    this.version = version;
    this.lastVersion = lastVersion;
    this.item = item;
  }

  StreamId stream() {
    return stream;
  }

  /** The first event's. */
  long version() {
    return version;
  }

  /** The last event's. */
  long lastVersion() {
    return lastVersion;
  }

  Map<String, AttributeValue> item() {
    return item;
  }

  List<RecordedEvent<E>> events() {
    if (events == null) {
      events = format.events(this);
    }
    return events;
  }

  /** The state after the last event, if the row carries one that this code understands. */
  Optional<Snapshot<S>> snapshot() {
    if (snapshot == null) {
      snapshot = format.usableSnapshot(this);
    }
    return snapshot;
  }

  /** Whether the snapshot lacks what the stream's first event tells. */
  boolean hasEarlierSnapshot() {
    return format.isEarlier(item.get(Attributes.SNAPSHOT));
  }
}
