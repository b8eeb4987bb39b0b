package dev.passbook.decider;

import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.time.Instant;
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

  /** The streams that the command changes together. */
  List<StreamId> streams();

  /** Returns whether the command creates its stream, so that there is nothing to load. */
  default boolean createsStream() {
    return false;
  }

  /**
   * Returns whether the idempotency key names the stream that the command creates, so that a retry
   * creates the same one. Then the stream's first row keeps the first response.
   */
  default boolean isStreamNamedByKey() {
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

  /**
   * Decides on the streams' states, given in the order of {@link #streams()}.
   *
   * @param at the time at which the events will be recorded
   */
  CommandDecision<E> decide(List<Snapshot<S>> states, Instant at);

  /** The client's idempotency key, if it sent one. */
  Optional<IdempotencyKey> idempotencyKey();

  /** About how many bytes the client's own words take in the row. */
  int size();

  /** The trace that the request belongs to. It is stored with the events. */
  Optional<String> traceParent();

  /** Returns who sends the command, or null if that is unknown. It is stored with the events. */
  default Actor actor() {
    return null;
  }

  /** Returns whether the command causes the event, and does not just record what time has done. */
  default boolean causes(E event) {
    return true;
  }

  Deadline deadline();

  /** The response to a command that was accepted. */
  CommandResponse accepted(Change<S, E> change);

  /** The name that the command claims if it is accepted. */
  default Optional<String> claimedName() {
    return Optional.empty();
  }

  /** The refusal of a command that claims what another command has claimed before. */
  default CommandDecision.Refused<E> claimed(Claim standing) {
    throw new IllegalStateException("the command claims nothing");
  }

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
