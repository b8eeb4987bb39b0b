package dev.passbook.eventstore;

import java.util.List;
import java.util.Optional;

/**
 * The events that one commit recorded in a stream, as they are stored. A check of the history reads
 * them part by part: each method fails with {@link UnreadableHistory} if its part can't be read.
 */
public interface StoredCommit<S, E> {

  /** Returns the version of the first event. It can always be read. */
  long version();

  /** Returns the version of the last event, or of the first one if the events can't be counted. */
  long lastVersion();

  List<RecordedEvent<E>> events();

  /** Returns the stored state after the last event, if there is one in a known format. */
  Optional<Snapshot<S>> snapshot();

  /** Returns whether there is a snapshot that names no format, not even an unknown one. */
  boolean hasMalformedSnapshot();

  /** Returns whether the snapshot lacks data that {@link EventCodec#complete} adds. */
  boolean hasEarlierSnapshot();

  /** Returns the recorded chain, or null if there is none. */
  Chain chain();

  /** Returns the chain that this commit must have if it follows on another one. */
  Chain chainAfter(Chain previous);
}
