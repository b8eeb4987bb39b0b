package dev.passbook.integrity;

import dev.passbook.eventstore.StreamId;

/**
 * A finding in the history of a stream.
 *
 * @param version where it shows
 * @param text for an operator; it never quotes stored data
 */
public record StreamFinding(StreamId stream, long version, String text) {}
