package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RacesContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class DynamoDbRacesTest extends RacesContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.tallies(10);
  }
}
