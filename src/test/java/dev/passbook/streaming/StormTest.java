package dev.passbook.streaming;

import org.junit.jupiter.api.Test;

/** Checks the publisher's guarantees without Node, against a Kinesis in memory. */
class StormTest {
  @Test
  void everyAccountsEventsArriveInOrder() {
    var kinesis = new InMemoryKinesis();

    var eventCounts = new Storm(7, 50, 20, kinesis, "events").blow(5);

    Published.assertComplete(kinesis.events(), eventCounts);
  }
}
