package dev.passbook.streaming;

import org.junit.jupiter.api.Test;

/** The publisher's promises where no Node is: against a Kinesis that is only a list. */
class StormTest {
  @Test
  void everyAccountsEventsAreAllThereInOrder() {
    var kinesis = new InMemoryKinesis();

    var heads = new Storm(7, 50, 20, kinesis, "events").blow(5);

    Published.assertComplete(kinesis.records(), heads);
  }
}
