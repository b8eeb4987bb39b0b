package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.KeysContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;

class KeysInTransactionsTest extends KeysContract {
  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.tallies(10);
  }
}
