package dev.passbook.eventstore;

import java.time.Instant;

/**
 * An event with its stream and version.
 *
 * @param version 1 for a stream's first event, and one more for each event after it
 * @param at to the millisecond; within a stream never earlier than the event before
 * @param commandId the command that caused it; a writer recognises its own row by it
 * @param traceParent the trace that the command belonged to (W3C Trace Context), or null
 * @param actor null if the caller is unknown, or time alone caused the event
 * @param chain on the last event of a commit that was read, the chain of its row; null on others,
 *     and if the row has none
 */
public record RecordedEvent<E>(
    StreamId stream,
    long version,
    Instant at,
    String commandId,
    String traceParent,
    Actor actor,
    E event,
    Chain chain) {

  /** Creates an event without a chain, as every event is before it is stored. */
  public RecordedEvent(
      StreamId stream,
      long version,
      Instant at,
      String commandId,
      String traceParent,
      Actor actor,
      E event) {
    this(stream, version, at, commandId, traceParent, actor, event, null);
  }

  /** Creates an event whose actor is unknown. */
  public RecordedEvent(
      StreamId stream, long version, Instant at, String commandId, String traceParent, E event) {
    this(stream, version, at, commandId, traceParent, null, event);
  }

  /**
   * Returns this event with another chain.
   *
   * @param other null for none
   */
  public RecordedEvent<E> chained(Chain other) {
    return new RecordedEvent<>(stream, version, at, commandId, traceParent, actor, event, other);
  }
}
