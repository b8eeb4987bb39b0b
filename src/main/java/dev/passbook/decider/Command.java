package dev.passbook.decider;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client's request to change streams, with the response to each outcome. The responses are pure
 * functions, since a response is written to the store together with the events that it reports.
 *
 * @param <S> the state of a stream
 * @param <E> the event
 */
public interface Command<S, E> {

  /** The streams that get an event each. */
  List<StreamId> streams();

  /** Returns whether the command creates its stream, so that there is nothing to load. */
  default boolean createsStream() {
    return false;
  }

  /**
   * Returns whether the client may know that a stream exists.
   *
   * @param place the stream's place in {@link #streams()}
   */
  default boolean mayUse(int place, S state) {
    return true;
  }

  /** The versions of which the first stream must have one; empty if any version will do. */
  Optional<Set<Long>> expectedVersions();

  /** Decides on the streams' states, given in the order of {@link #streams()}. */
  Decision<E> decide(List<Snapshot<S>> states);

  /** The client's idempotency key, if it sent one. */
  Optional<IdempotencyKey> idempotencyKey();

  /** About how many bytes the client's own words take in the row. */
  int size();

  /** The trace that the request belongs to. It is stored with the events. */
  Optional<String> traceParent();

  Deadline deadline();

  /**
   * The response to a command that was accepted.
   *
   * @param events one for each stream
   * @param before the first stream before its event
   * @param after the first stream after its event
   */
  CommandResponse accepted(List<RecordedEvent<E>> events, Snapshot<S> before, Snapshot<S> after);

  /** The response when one of the streams does not exist, or is not visible to the client. */
  CommandResponse notFound();

  /** The response when the first stream has none of the expected versions. */
  CommandResponse versionMismatch(Snapshot<S> actual);

  /** The response when the idempotency key belongs to another request. */
  CommandResponse keyReused();

  /** Returns a first response as this client may see it. The first client may have seen more. */
  default CommandResponse replayed(CommandResponse first) {
    return first;
  }
}
