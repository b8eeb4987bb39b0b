package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.NamedStreamsContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class NamedStreamsInPutsTest extends NamedStreamsContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.keyedByPuts(TestTable.client());
  }
}
