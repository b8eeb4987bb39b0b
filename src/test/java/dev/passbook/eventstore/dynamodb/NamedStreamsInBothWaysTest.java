package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.NamedStreamsContract;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends every second call to an instance that writes keys in the other way, as in a roll-out. */
class NamedStreamsInBothWaysTest extends NamedStreamsContract {
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  protected EventStore<Tally, Counted> store() {
    return TestTable.keyedInTurn(calls.getAndIncrement());
  }
}
