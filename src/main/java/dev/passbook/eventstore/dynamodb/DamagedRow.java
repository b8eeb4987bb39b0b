package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.List;
import java.util.Optional;

/** A row whose events can't be counted, so that only its version is known. */
record DamagedRow<S, E>(long version, UnreadableHistory failure) implements StoredCommit<S, E> {
  @Override
  public long lastVersion() {
    return version;
  }

  @Override
  public List<RecordedEvent<E>> events() {
    throw failure;
  }

  @Override
  public Optional<Snapshot<S>> snapshot() {
    throw failure;
  }

  @Override
  public boolean hasMalformedSnapshot() {
    return false;
  }

  @Override
  public boolean hasEarlierSnapshot() {
    return false;
  }

  @Override
  public Chain chain() {
    throw failure;
  }

  @Override
  public Chain chainAfter(Chain previous) {
    throw failure;
  }
}
