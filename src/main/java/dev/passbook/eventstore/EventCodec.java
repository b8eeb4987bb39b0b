package dev.passbook.eventstore;

import java.util.Map;
import java.util.Set;

/**
 * Defines how an aggregate's events are stored and what state they fold into. Methods that decode
 * throw a {@code RuntimeException} on data that they can't read. The store turns it into {@link
 * UnreadableHistory}.
 *
 * @param <S> the state
 * @param <E> the event
 */
public interface EventCodec<S, E> {
  StoredEvent encode(E event);

  E decode(StoredEvent stored);

  /**
   * Returns the name of the list to which the event moves its stream (see {@link Listing}).
   *
   * @return null for an event that leaves the stream where it is; a new stream is in no list
   */
  default String listedUnder(E event) {
    return null;
  }

  /**
   * Returns the state after one more event.
   *
   * @param state null before the first event
   */
  S fold(S state, E event);

  /**
   * Returns the number of the current snapshot format. Snapshots of unknown formats are ignored.
   */
  int snapshotSchema();

  /** Returns the older formats that lack nothing. */
  default Set<Integer> compatibleSnapshotSchemas() {
    return Set.of();
  }

  /** Returns the older formats that can still be read and lack only what {@link #complete} adds. */
  default Set<Integer> earlierSnapshotSchemas() {
    return Set.of();
  }

  /**
   * Completes the state from a snapshot of an older format with data from the stream's first event.
   */
  default S complete(S earlier, E first) {
    return earlier;
  }

  Map<String, Object> encodeSnapshot(S state);

  S decodeSnapshot(Map<String, Object> members);

  /**
   * Checks, as far as one event allows, that a snapshot is the state after that event.
   *
   * @throws IllegalStateException when it is not
   */
  void match(S snapshot, E last);
}
