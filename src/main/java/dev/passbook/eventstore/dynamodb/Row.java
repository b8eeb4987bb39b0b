package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One commit in one stream. Its events and snapshot are decoded only on demand: of ten rows read
 * for a balance, most are older than the newest snapshot. Not thread-safe.
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

  /** Returns the version of the first event. */
  long version() {
    return version;
  }

  /** Returns the version of the last event. */
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

  /** Returns the state after the last event, if the row has a snapshot that this code can read. */
  Optional<Snapshot<S>> snapshot() {
    if (snapshot == null) {
      snapshot = format.usableSnapshot(this);
    }
    return snapshot;
  }

  /** Returns whether the snapshot has an older format and lacks data from the first event. */
  boolean hasEarlierSnapshot() {
    return format.isEarlier(item.get(Attributes.SNAPSHOT));
  }
}
