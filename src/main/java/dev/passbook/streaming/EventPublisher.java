package dev.passbook.streaming;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;

/** Publishes the relay's events, with its metrics and traces. */
record EventPublisher(KinesisPublisher kinesis, RelayMetrics metrics, RelayTraces traces) {
  /**
   * Publishes an event as {@link KinesisPublisher#publish} does.
   *
   * @param after the sequence number after which the event is ordered, or null
   */
  Uni<String> publish(
      RecordedEvent<AccountEvent> event, Timeline timeline, String after, Deadline deadline) {
    var published =
        kinesis.publish(
            AccountIds.of(event.stream()), DomainEvents.json(event, timeline), after, deadline);
    return traces.traced(event, published).invoke(receipt -> metrics.published(event));
  }
}
