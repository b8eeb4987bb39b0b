package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Who listens to which account. An account has one tail, however many listen to it, and none when
 * nobody does.
 */
@ApplicationScoped
public class Tails {
  private final EventStore<Account, AccountEvent> store;
  private final TailConfig config;
  private final ConcurrentMap<UUID, Shared> shared = new ConcurrentHashMap<>();
  private final AtomicInteger listeners = new AtomicInteger();
  private volatile boolean ended;

  private record Shared(Tail tail, TailPoller poller, int listeners) {
    Shared with(int more) {
      return new Shared(tail, poller, listeners + more);
    }
  }

  public Tails(EventStore<Account, AccountEvent> store, TailConfig config) {
    this.store = store;
    this.config = config;
  }

  /**
   * Listens to an account until the work is done, fails or is cancelled.
   *
   * @return fails with {@link Overloaded} if too many listen already
   */
  public <T> Uni<T> listen(UUID account, Function<Tail, Uni<T>> work) {
    return Uni.createFrom().deferred(() -> listening(account, enter(account), work));
  }

  /** How many listen at this moment. */
  public int listeners() {
    return listeners.get();
  }

  /** Tells those who listen to these accounts that there may be something new. */
  public void nudge(List<UUID> accounts) {
    accounts.stream()
        .map(shared::get)
        .filter(Objects::nonNull)
        .forEach(there -> there.poller().nudge());
  }

  /** Sends all listeners away, and whoever comes yet, because the process is about to stop. */
  public void end() {
    ended = true;
    shared.values().forEach(there -> there.tail().end());
  }

  private <T> Uni<T> listening(UUID account, Tail tail, Function<Tail, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> work.apply(tail))
        .onTermination()
        .invoke(() -> leave(account));
  }

  private Tail enter(UUID account) {
    var count = listeners.incrementAndGet();
    try {
      if (count > config.maxListeners()) {
        throw new Overloaded("too many listen");
      }
      var tail = shared.compute(account, (id, there) -> entered(id, there)).tail();
      if (ended) {
        tail.end();
      }
      return tail;
    } catch (Overloaded tooMany) {
      listeners.decrementAndGet();
      throw tooMany;
    }
  }

  private Shared entered(UUID account, Shared there) {
    if (there == null) {
      return begun(account);
    }
    if (there.listeners() >= config.maxListenersPerAccount()) {
      throw new Overloaded("too many listen to the account");
    }
    return there.with(1);
  }

  private Shared begun(UUID account) {
    var tail = new Tail(AccountIds.stream(account), store);
    var poller = new TailPoller(tail, config.pollInterval());
    poller.start();
    return new Shared(tail, poller, 1);
  }

  private void leave(UUID account) {
    shared.compute(account, (id, there) -> left(there));
    listeners.decrementAndGet();
  }

  private static Shared left(Shared there) {
    if (there.listeners() > 1) {
      return there.with(-1);
    }
    there.poller().stop();
    return null;
  }
}
