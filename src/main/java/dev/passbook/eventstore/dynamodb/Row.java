package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One commit in one stream. Its events and snapshot are decoded only on demand, because a read may
 * return rows that are older than the newest snapshot. Not thread-safe.
 */
final class Row<S, E> implements StoredCommit<S, E> {
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

  @Override
  public long version() {
    return version;
  }

  @Override
  public long lastVersion() {
    return lastVersion;
  }

  Map<String, AttributeValue> item() {
    return item;
  }

  @Override
  public List<RecordedEvent<E>> events() {
    if (events == null) {
      events = format.events(this);
    }
    return events;
  }

  @Override
  public Optional<Snapshot<S>> snapshot() {
    if (snapshot == null) {
      snapshot = format.usableSnapshot(this);
    }
    return snapshot;
  }

  /**
   * Checks that a state agrees with the row's last event, in which it ends.
   *
   * @throws UnreadableHistory if it does not
   */
  void match(S state) {
    format.match(this, state);
  }

  @Override
  public boolean hasMalformedSnapshot() {
    var stored = item.get(Attributes.SNAPSHOT);
    return stored != null && SnapshotSchemas.isMissing(stored);
  }

  @Override
  public Chain chain() {
    return format.chain(this);
  }

  @Override
  public Chain chainAfter(Chain previous) {
    return format.chainAfter(this, previous);
  }

  @Override
  public boolean hasEarlierSnapshot() {
    return format.schemas().isEarlier(item.get(Attributes.SNAPSHOT));
  }
}
