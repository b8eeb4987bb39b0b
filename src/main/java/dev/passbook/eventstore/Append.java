package dev.passbook.eventstore;

import java.util.List;

/**
 * The events that a commit records in one stream, as one row.
 *
 * @param expected the state that the events were decided on; its version is the expected version
 * @param events numbered from the version after the expected one
 */
public record Append<S, E>(Snapshot<S> expected, List<RecordedEvent<E>> events) {}
