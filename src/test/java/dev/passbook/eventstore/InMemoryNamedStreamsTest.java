package dev.passbook.eventstore;

import dev.passbook.eventstore.Tally.Counted;

class InMemoryNamedStreamsTest extends NamedStreamsContract {
  private final EventStore<Tally, Counted> store = new InMemoryEventStore<>(new Tally.Codec(1));

  @Override
  protected EventStore<Tally, Counted> store() {
    return store;
  }
}
