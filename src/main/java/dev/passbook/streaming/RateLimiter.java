package dev.passbook.streaming;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Spreads calls evenly, up to a number per second over all callers. */
final class RateLimiter {
  private final long interval;
  private final LongSupplier nanoTime;
  private final AtomicLong free;

  RateLimiter(int perSecond) {
    this(perSecond, System::nanoTime);
  }

  RateLimiter(int perSecond, LongSupplier nanoTime) {
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nanoTime = nanoTime;
    this.free = new AtomicLong(nanoTime.getAsLong());
  }

  /** Completes at the caller's turn. */
  Uni<Void> turn() {
    return Uni.createFrom().deferred(() -> after(untilTurn()));
  }

  /** Takes the next free moment. Unused moments don't accumulate. */
  Duration untilTurn() {
    var now = nanoTime.getAsLong();
    var mine = free.getAndUpdate(next -> Math.max(next, now) + interval);
    return Duration.ofNanos(Math.max(0, mine - now));
  }

  private static Uni<Void> after(Duration wait) {
    return wait.toMillis() == 0
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
  }
}
