package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.EventStoreContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class DynamoDbEventStoreTest extends EventStoreContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.tallies(10);
  }
}
