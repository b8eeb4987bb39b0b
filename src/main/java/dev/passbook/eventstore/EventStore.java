package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Streams of events, each with its state.
 *
 * <p>Every read is strongly consistent. Every call ends by its deadline and fails with {@link
 * StoreUnavailable} when the store can't answer by then, and with {@link UnreadableHistory} when
 * what it holds can't be understood.
 *
 * @param <S> the state
 * @param <E> the event
 */
public interface EventStore<S, E> {

  /** The state now; {@link Snapshot#none} for a stream without events. */
  Uni<Snapshot<S>> load(StreamId stream, Deadline deadline);

  /**
   * The state at a version, or at the stream's head if the stream ends before it. Costs the same
   * whatever the length of the history.
   *
   * @param version 1 or more
   */
  Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline);

  /** The events after a version, oldest first, at most {@code limit} of them. */
  Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline);

  /** The events before a version, newest first, at most {@code limit} of them. */
  Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline);

  /**
   * The events after a version, oldest first, in whole commits: at least {@code limit} of them if
   * there are so many, and with the last one all that were recorded together with it. A reader that
   * goes on behind the last one reads nothing twice.
   */
  default Uni<List<RecordedEvent<E>>> readCommitsForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return readForward(stream, after, limit, deadline);
  }

  /**
   * The events of commits that begin before a version, newest first, in whole commits: they hold at
   * least {@code limit} events before that version, if there are so many.
   */
  default Uni<List<RecordedEvent<E>>> readCommitsBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return readBackward(stream, before, limit, deadline);
  }

  /**
   * Writes a commit; it is applied at most once, however often the store had to be asked.
   *
   * @return empty when the commit is applied; else the markers that stood under keys of it already,
   *     and nothing of the commit is applied. Fails with {@link VersionConflict} when a stream has
   *     moved on, and nothing is applied; with {@link StoreUnavailable} otherwise, which says
   *     whether the outcome is known.
   */
  Uni<List<Marker>> commit(Commit<S, E> commit, Deadline deadline);

  /** The marker under a key. */
  Uni<Optional<Marker>> findMarker(String key, Deadline deadline);
}
