package dev.passbook.eventstore;

import java.util.Map;
import java.util.Set;

/**
 * One aggregate's events: how they are stored and what state they fold into. Everything that
 * decodes throws a {@code RuntimeException} on what it can't read; the store turns that into {@link
 * UnreadableHistory}.
 *
 * @param <S> the state
 * @param <E> the event
 */
public interface EventCodec<S, E> {
  StoredEvent encode(E event);

  E decode(StoredEvent stored);

  /**
   * The name under which a stream is found together with others (see {@link Listing}), told by its
   * first event.
   *
   * @return null for a stream that is in no list
   */
  default String listedUnder(E first) {
    return null;
  }

  /**
   * The state after one more event.
   *
   * @param state null before the first event
   */
  S fold(S state, E event);

  /** The number of today's snapshot format. Snapshots of formats that are unknown are ignored. */
  int snapshotSchema();

  /** The formats of before that are still read, and lack no more than {@link #complete} adds. */
  default Set<Integer> earlierSnapshotSchemas() {
    return Set.of();
  }

  /** The state that a snapshot of before tells, with what it lacks and the first event tells. */
  default S complete(S earlier, E first) {
    return earlier;
  }

  Map<String, Object> encodeSnapshot(S state);

  S decodeSnapshot(Map<String, Object> members);

  /**
   * Proves, as far as one event can, that a snapshot is the state which that event led to.
   *
   * @throws IllegalStateException when it can't be
   */
  void match(S snapshot, E last);
}
