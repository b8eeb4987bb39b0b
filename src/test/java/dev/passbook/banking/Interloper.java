package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StandInStore;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets a test run another write between a decision and its commit. */
final class Interloper extends StandInStore<Account, AccountEvent> {
  private final Queue<Runnable> before = new ConcurrentLinkedQueue<>();
  private final AtomicInteger commits = new AtomicInteger();
  private volatile Supplier<Uni<Committed<Account>>> instead;

  Interloper(EventStore<Account, AccountEvent> store) {
    super(store);
  }

  /** Runs each of these before one commit. */
  void getsInBefore(Runnable... others) {
    before.addAll(List.of(others));
  }

  void answersEveryCommitWith(Supplier<Uni<Committed<Account>>> answer) {
    instead = answer;
  }

  int commits() {
    return commits.get();
  }

  @Override
  public Uni<Committed<Account>> commit(Commit<Account, AccountEvent> commit, Deadline deadline) {
    commits.incrementAndGet();
    var other = before.poll();
    if (other != null) {
      other.run();
    }
    return instead == null ? store.commit(commit, deadline) : instead.get();
  }
}
