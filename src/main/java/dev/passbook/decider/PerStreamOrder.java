package dev.passbook.decider;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Runs this process' work on a stream one piece after the other, in the order in which it came.
 *
 * <p>The condition on the next version keeps a stream correct, also against other processes. This
 * order only spares the process races with itself.
 */
final class PerStreamOrder {
  private static final Comparator<StreamId> BY_NAME = Comparator.comparing(StreamId::value);

  private final ConcurrentMap<StreamId, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

  /**
   * Runs the work when its turn has come on every stream. The streams are taken in one order, so
   * that no two pieces of work wait for each other.
   */
  <T> Uni<T> inTurn(List<StreamId> streams, Supplier<Uni<T>> work) {
    var sorted = streams.stream().sorted(BY_NAME).toList();
    return Uni.createFrom().deferred(() -> enter(sorted, work));
  }

  private <T> Uni<T> enter(List<StreamId> streams, Supplier<Uni<T>> work) {
    if (streams.isEmpty()) {
      return work.get();
    }
    var stream = streams.get(0);
    var others = streams.subList(1, streams.size());
    var done = new CompletableFuture<Void>();
    var before = last.put(stream, done);
    return after(before)
        .chain(() -> enter(others, work))
        .onTermination()
        .invoke(() -> leave(stream, done));
  }

  private static Uni<Void> after(CompletableFuture<Void> before) {
    return before == null || before.isDone()
        ? Uni.createFrom().voidItem()
        : CallerContext.backHere(Uni.createFrom().completionStage(before));
  }

  private void leave(StreamId stream, CompletableFuture<Void> done) {
    last.remove(stream, done);
    done.complete(null);
  }
}
