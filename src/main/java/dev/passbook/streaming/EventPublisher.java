package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;

/** Publishes the relay's events, with its metrics and traces. */
record EventPublisher(KinesisPublisher kinesis, RelayMetrics metrics, RelayTraces traces) {
  /**
   * Publishes a record as {@link KinesisPublisher#publish} does.
   *
   * @param after the sequence number after which the record is ordered, or null
   */
  Uni<String> publish(KinesisRecord next, String after, Deadline deadline) {
    var published = kinesis.publish(next.partition(), next.data(), after, deadline);
    return traces
        .traced(next.events(), published)
        .invoke(receipt -> next.events().forEach(metrics::published));
  }
}
