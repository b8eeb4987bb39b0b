package dev.passbook.banking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Holder;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Whose accounts are, for reads that meet no state of theirs. An account's first event says so for
 * good, which is why it may be remembered.
 *
 * <p>Only those who may see an account are spared the read: for everybody else one that is
 * another's takes as long as one that does not exist.
 */
final class Holders {
  private static final int MOST = 10_000;

  private final EventStore<Account, AccountEvent> store;
  private final Cache<UUID, Optional<Holder>> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  Holders(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  /** Whether there is such an account within the caller's reach. */
  Uni<Boolean> reaches(Caller caller, UUID account, Deadline deadline) {
    var holder = known.getIfPresent(account);
    return holder != null && caller.sees(holder.orElse(null))
        ? Uni.createFrom().item(true)
        : store
            .readForward(AccountIds.stream(account), 0, 1, deadline)
            .map(first -> !first.isEmpty() && caller.sees(learn(account, first)));
  }

  private Holder learn(UUID account, List<RecordedEvent<AccountEvent>> first) {
    var holder = first.get(0).event() instanceof AccountCreated opened ? opened.holder() : null;
    known.put(account, Optional.ofNullable(holder));
    return holder;
  }
}
