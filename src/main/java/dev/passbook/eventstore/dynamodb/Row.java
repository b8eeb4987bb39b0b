package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * One commit in one stream.
 *
 * @param snapshot the state after the last event, if the row carries one that this code understands
 */
record Row<S, E>(long version, List<RecordedEvent<E>> events, Optional<Snapshot<S>> snapshot) {}
