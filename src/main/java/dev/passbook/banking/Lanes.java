package dev.passbook.banking;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets the commands on one account go one after the other, in the order in which they came, so that
 * those of one process don't race each other: on a busy account nine of ten would lose, and try
 * again.
 *
 * <p>Only that is gained. What keeps an account right is the condition on its next version, which
 * other processes race for too. A command that gives up waiting at its deadline leaves its place
 * only after the one in front of it, so that the order holds for those behind.
 */
final class Lanes {
  private final ConcurrentMap<UUID, CompletableFuture<Void>> lastInLane = new ConcurrentHashMap<>();

  /**
   * Does the work once it is its turn on every account; lanes are taken in one order, so none waits
   * in a ring.
   */
  <T> Uni<T> inTurn(List<UUID> accounts, Deadline deadline, Supplier<Uni<T>> work) {
    var inOrder = accounts.stream().sorted().toList();
    return Uni.createFrom().deferred(() -> enter(inOrder, deadline, work));
  }

  private <T> Uni<T> enter(List<UUID> accounts, Deadline deadline, Supplier<Uni<T>> work) {
    if (accounts.isEmpty()) {
      return work.get();
    }
    var account = accounts.get(0);
    var others = accounts.subList(1, accounts.size());
    var done = new CompletableFuture<Void>();
    var before = lastInLane.put(account, done);
    var turn = before == null ? CompletableFuture.<Void>completedFuture(null) : before;
    return await(turn, deadline)
        .chain(() -> unlessTooLate(deadline, () -> enter(others, deadline, work)))
        .onTermination()
        .invoke(() -> turn.thenRun(() -> leave(account, done)));
  }

  /** Waits on a copy, because giving up would cancel what others wait for too. */
  private static Uni<Void> await(CompletableFuture<Void> turn, Deadline deadline) {
    if (turn.isDone() || deadline.hasPassed()) {
      return Uni.createFrom().voidItem();
    }
    return CallerContext.backHere(
        Uni.createFrom()
            .completionStage(turn::copy)
            .ifNoItem()
            .after(deadline.remaining().plusMillis(1))
            .failWith(Lanes::tooLate));
  }

  private static <T> Uni<T> unlessTooLate(Deadline deadline, Supplier<Uni<T>> work) {
    return deadline.hasPassed() ? Uni.createFrom().failure(tooLate()) : work.get();
  }

  private static Overloaded tooLate() {
    return new Overloaded("the lane was too long");
  }

  private void leave(UUID account, CompletableFuture<Void> done) {
    lastInLane.remove(account, done);
    done.complete(null);
  }
}
