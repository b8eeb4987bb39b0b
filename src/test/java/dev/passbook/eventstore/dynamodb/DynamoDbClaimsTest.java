package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.ClaimsContract;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class DynamoDbClaimsTest extends ClaimsContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.tallies(10);
  }
}
