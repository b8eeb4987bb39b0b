package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Delegates to another store. A test overrides single methods. */
abstract class StandInStore implements EventStore<Account, AccountEvent> {
  final EventStore<Account, AccountEvent> store;

  StandInStore(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  @Override
  public Uni<Snapshot<Account>> load(StreamId stream, Deadline deadline) {
    return store.load(stream, deadline);
  }

  @Override
  public Uni<Snapshot<Account>> loadVersion(StreamId stream, long version, Deadline deadline) {
    return store.loadVersion(stream, version, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return store.readForward(stream, after, limit, deadline);
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return store.readBackward(stream, before, limit, deadline);
  }

  @Override
  public Uni<List<Marker>> commit(Commit<Account, AccountEvent> commit, Deadline deadline) {
    return store.commit(commit, deadline);
  }

  @Override
  public Uni<Optional<Marker>> findMarker(String key, Deadline deadline) {
    return store.findMarker(key, deadline);
  }

  @Override
  public Uni<Optional<Claim>> findClaim(String name, Deadline deadline) {
    return store.findClaim(name, deadline);
  }
}
