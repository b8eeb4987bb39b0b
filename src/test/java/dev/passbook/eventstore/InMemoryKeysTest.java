package dev.passbook.eventstore;

import dev.passbook.eventstore.Tally.Counted;

class InMemoryKeysTest extends KeysContract {
  private final EventStore<Tally, Counted> store = new InMemoryEventStore<>(new Tally.Codec(1));

  @Override
  protected EventStore<Tally, Counted> store() {
    return store;
  }
}
