package dev.passbook.moves.importing;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StandInStore;
import io.smallrye.mutiny.Uni;

/** A store that takes some commits and fails the others. */
abstract class FailingStore extends StandInStore<Account, AccountEvent> {
  FailingStore(EventStore<Account, AccountEvent> store) {
    super(store);
  }

  abstract boolean fails(Commit<Account, AccountEvent> commit);

  @Override
  public Uni<Committed<Account>> commit(Commit<Account, AccountEvent> commit, Deadline deadline) {
    return fails(commit)
        ? Uni.createFrom().failure(new IllegalStateException("the store is out of reach"))
        : super.commit(commit, deadline);
  }
}
