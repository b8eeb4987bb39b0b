package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts the reads of its events, and fails on demand. */
public final class WatchedStore extends StandInStore<Account, AccountEvent> {
  public final AtomicInteger looks = new AtomicInteger();
  public final AtomicInteger pages = new AtomicInteger();
  volatile RuntimeException failure;

  public WatchedStore(EventStore<Account, AccountEvent> store) {
    super(store);
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return counted(pages, store.readForward(stream, after, limit, deadline));
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return counted(looks, store.readBackward(stream, before, limit, deadline));
  }

  private <T> Uni<T> counted(AtomicInteger count, Uni<T> read) {
    return Uni.createFrom()
        .deferred(
            () -> {
              count.incrementAndGet();
              return failure == null ? read : Uni.createFrom().failure(failure);
            });
  }
}
