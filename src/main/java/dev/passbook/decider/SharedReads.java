package dev.passbook.decider;

import dev.passbook.eventstore.CallerContext;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Shares a read among all who ask for the same while it is under way. It keeps nothing. */
final class SharedReads<K, T> {
  private final ConcurrentMap<K, Uni<T>> underWay = new ConcurrentHashMap<>();

  /** Returns what the read gives, on the caller's event loop. */
  Uni<T> read(K key, Supplier<Uni<T>> read) {
    return CallerContext.backHere(
        Uni.createFrom().deferred(() -> underWay.computeIfAbsent(key, it -> begun(it, read))));
  }

  private Uni<T> begun(K key, Supplier<Uni<T>> read) {
    return Uni.createFrom()
        .deferred(read::get)
        .onTermination()
        .invoke(() -> underWay.remove(key))
        .memoize()
        .indefinitely();
  }
}
