package dev.passbook.eventstore;

import java.time.Instant;

/**
 * An event in its place.
 *
 * @param version 1 for a stream's first event, and one more for each after it
 * @param at to the millisecond; within a stream never before the event in front
 * @param commandId the command that caused it; by it a writer recognises its own row
 * @param traceParent the trace that the command belonged to (W3C Trace Context), or null
 */
public record RecordedEvent<E>(
    StreamId stream, long version, Instant at, String commandId, String traceParent, E event) {}
