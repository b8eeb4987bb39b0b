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
 * Caches the holders of accounts for reads that load no state. The first event sets the holder for
 * good, so an entry never becomes stale.
 *
 * <p>A cached holder saves the read only for callers who may see the account. For all others, a
 * foreign account takes as long as one that does not exist.
 */
final class HolderCache {
  private static final int MOST = 10_000;

  private final EventStore<Account, AccountEvent> store;
  private final Cache<UUID, Optional<Holder>> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  HolderCache(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  /** Returns whether the account exists and the caller may read it. */
  Uni<Boolean> canRead(Caller caller, UUID account, Deadline deadline) {
    var holder = known.getIfPresent(account);
    return holder != null && caller.canRead(holder.orElse(null))
        ? Uni.createFrom().item(true)
        : store
            .readForward(AccountIds.stream(account), 0, 1, deadline)
            .map(first -> !first.isEmpty() && caller.canRead(learn(account, first)));
  }

  private Holder learn(UUID account, List<RecordedEvent<AccountEvent>> first) {
    var holder = first.get(0).event() instanceof AccountCreated opened ? opened.holder() : null;
    known.put(account, Optional.ofNullable(holder));
    return holder;
  }
}
