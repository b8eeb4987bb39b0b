package dev.passbook.decider;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A version that only rises, and a way to wait for its next rise. */
final class VersionSignal {
  private final Set<UniEmitter<? super Void>> waiting = new HashSet<>();
  private long level;
  private boolean released;

  synchronized long level() {
    return level;
  }

  /**
   * Completes at once if the version is above a level, and else when it rises or patience ends. It
   * may complete early, so the caller looks at what there is.
   */
  Uni<Void> above(long level, Duration patience) {
    return Uni.createFrom()
        .<Void>emitter(waiter -> await(level, waiter))
        .ifNoItem()
        .after(patience)
        .recoverWithUni(Uni.createFrom().voidItem());
  }

  void riseTo(long higher) {
    wake(rise(higher));
  }

  void rise() {
    riseTo(level() + 1);
  }

  /** Wakes all waiters. From now on, no call waits. */
  void release() {
    wake(all());
  }

  private void await(long level, UniEmitter<? super Void> waiter) {
    if (mustWait(level, waiter)) {
      waiter.onTermination(() -> forget(waiter));
    } else {
      waiter.complete(null);
    }
  }

  private synchronized boolean mustWait(long level, UniEmitter<? super Void> waiter) {
    return !released && this.level <= level && waiting.add(waiter);
  }

  private synchronized void forget(UniEmitter<? super Void> waiter) {
    waiting.remove(waiter);
  }

  private synchronized List<UniEmitter<? super Void>> rise(long higher) {
    if (higher <= level) {
      return List.of();
    }
    level = higher;
    return List.copyOf(waiting);
  }

  private synchronized List<UniEmitter<? super Void>> all() {
    released = true;
    return List.copyOf(waiting);
  }

  /** Runs outside the lock, since it calls code of others. */
  private static void wake(List<UniEmitter<? super Void>> waiters) {
    waiters.forEach(waiter -> waiter.complete(null));
  }
}
