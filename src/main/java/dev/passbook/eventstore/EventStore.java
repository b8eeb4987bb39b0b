package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Stores streams of events and folds them into states.
 *
 * <p>Every read is strongly consistent. Every call ends by its deadline. It fails with {@link
 * StoreUnavailable} when the store gives no response by then, and with {@link UnreadableHistory}
 * when the code can't understand the stored data.
 *
 * @param <S> the state
 * @param <E> the event
 */
public interface EventStore<S, E> {

  /** Returns the current state, or {@link Snapshot#none} for a stream without events. */
  Uni<Snapshot<S>> load(StreamId stream, Deadline deadline);

  /**
   * Returns the state at a version, or the current state if the stream ends before that version.
   * The cost does not depend on the length of the history.
   *
   * @param version 1 or more
   */
  Uni<Snapshot<S>> loadVersion(StreamId stream, long version, Deadline deadline);

  /** Returns the events after a version, oldest first, at most {@code limit} of them. */
  Uni<List<RecordedEvent<E>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline);

  /** Returns the events before a version, newest first, at most {@code limit} of them. */
  Uni<List<RecordedEvent<E>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline);

  /**
   * Returns the events after a version, oldest first, in whole commits. Returns at least {@code
   * limit} events if there are so many, and also the rest of the last event's commit. A reader that
   * goes on after the last event reads no event twice.
   */
  default Uni<List<RecordedEvent<E>>> readCommitsForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return readForward(stream, after, limit, deadline);
  }

  /**
   * Returns the events of commits that begin before a version, newest first, in whole commits. They
   * hold at least {@code limit} events before that version, if there are so many.
   */
  default Uni<List<RecordedEvent<E>>> readCommitsBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return readBackward(stream, before, limit, deadline);
  }

  /**
   * Writes a commit. It is applied at most once, however often the store repeats its call. Each of
   * its rows follows on the chain of the state that it was decided on.
   *
   * @return the new states when the commit is applied, and otherwise the markers that already exist
   *     under its keys. Fails with {@link VersionConflict} when a stream is no longer at its
   *     expected version; then nothing is applied. Fails with {@link StoreUnavailable} otherwise,
   *     which says whether the outcome is known. Fails with {@link ClaimTaken} when another command
   *     has claimed one of its names; then nothing is applied.
   */
  Uni<Committed<S>> commit(Commit<S, E> commit, Deadline deadline);

  /**
   * Returns the state after the commit that won a race, without a call to the store.
   *
   * @param lost the failure of a commit that was decided on the known state
   * @return nothing if the winner's commit is not known, or does not follow directly on the known
   *     state; then the stream must be loaded
   */
  default Optional<Snapshot<S>> stateAfter(VersionConflict lost, Snapshot<S> known) {
    return Optional.empty();
  }

  /** Returns the marker under a key, if what it was written with was applied. */
  Uni<Optional<Marker>> findMarker(String key, Deadline deadline);

  /**
   * Returns the marker under a key that names a stream: the one in the stream's first row, or the
   * one that an earlier release wrote for a stream with another name.
   */
  Uni<Optional<Marker>> findMarker(String key, StreamId named, Deadline deadline);

  /** Returns the claim on a name. */
  Uni<Optional<Claim>> findClaim(String name, Deadline deadline);
}
