package dev.passbook.streaming;

import static java.time.temporal.ChronoUnit.MILLIS;

import dev.passbook.eventstore.Pause;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Spreads calls evenly, up to a number per second over all callers. */
public final class RateLimiter {
  private final long interval;
  private final LongSupplier nanoTime;
  private final AtomicLong free;

  public RateLimiter(int perSecond) {
    this(perSecond, System::nanoTime);
  }

  RateLimiter(int perSecond, LongSupplier nanoTime) {
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nanoTime = nanoTime;
    this.free = new AtomicLong(nanoTime.getAsLong());
  }

  /** Completes at the caller's turn. */
  Uni<Void> turn() {
    return turns(1);
  }

  /**
   * Completes at the caller's turn and takes as many turns at once. It suits calls whose cost is
   * known only afterwards: the callers that follow wait for it.
   *
   * <p>Less than a millisecond is not waited for, since a timer would take longer and slow down
   * high rates.
   *
   * @param number 0 to wait for the turns that others have taken
   */
  public Uni<Void> turns(int number) {
    return Uni.createFrom().deferred(() -> Pause.of(take(number).truncatedTo(MILLIS)));
  }

  /** Takes turns without waiting for them. */
  public void book(int number) {
    take(number);
  }

  /** Takes the next free moments. Unused moments don't accumulate. */
  Duration take(int number) {
    var now = nanoTime.getAsLong();
    var mine = free.getAndUpdate(next -> Math.max(next, now) + number * interval);
    return Duration.ofNanos(Math.max(0, mine - now));
  }
}
