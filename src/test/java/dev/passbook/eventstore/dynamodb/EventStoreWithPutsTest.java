package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.EventStoreContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class EventStoreWithPutsTest extends EventStoreContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.keyedByPuts(TestTable.client());
  }
}
