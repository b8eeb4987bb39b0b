package dev.passbook.banking;

import dev.passbook.eventstore.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets what is done to an account in this process be done one after the other, in the order in
 * which it was asked for.
 *
 * <p>What keeps an account right is the condition on its next version, which other processes race
 * for too. Turns only spare this process the races with itself.
 */
final class Turns {
  private final ConcurrentMap<UUID, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /**
   * Does the work once it is its turn on every account; turns are taken in one order, so none waits
   * in a ring.
   */
  <T> Uni<T> inTurn(List<UUID> accounts, Supplier<Uni<T>> work) {
    var inOrder = accounts.stream().sorted().toList();
    return Uni.createFrom().deferred(() -> enter(inOrder, work));
  }

  private <T> Uni<T> enter(List<UUID> accounts, Supplier<Uni<T>> work) {
    if (accounts.isEmpty()) {
      return work.get();
    }
    var account = accounts.get(0);
    var others = accounts.subList(1, accounts.size());
    var done = new CompletableFuture<Void>();
    var before = last.put(account, done);
    return after(before)
        .chain(() -> enter(others, work))
        .onTermination()
        .invoke(() -> leave(account, done));
  }

  private static Uni<Void> after(CompletableFuture<Void> before) {
    return before == null || before.isDone()
        ? Uni.createFrom().voidItem()
        : CallerContext.backHere(Uni.createFrom().completionStage(before));
  }

  private void leave(UUID account, CompletableFuture<Void> done) {
    last.remove(account, done);
    done.complete(null);
  }
}
