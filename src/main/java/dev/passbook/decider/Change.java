package dev.passbook.decider;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;

/**
 * How a command changes its streams. Every list has an entry for each stream, in the command's
 * order.
 *
 * @param events those of each stream, in their order
 * @param at the time of the decision, also if there are no events
 */
public record Change<S, E>(
    List<List<RecordedEvent<E>>> events,
    List<Snapshot<S>> before,
    List<Snapshot<S>> after,
    Instant at) {

  boolean isEmpty() {
    return events.stream().allMatch(List::isEmpty);
  }
}
