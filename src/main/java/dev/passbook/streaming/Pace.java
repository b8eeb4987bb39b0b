package dev.passbook.streaming;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets so many through a second, evenly, whoever asks. */
final class Pace {
  private final long interval;
  private final LongSupplier nanoTime;
  private final AtomicLong free;

  Pace(int perSecond) {
    this(perSecond, System::nanoTime);
  }

  Pace(int perSecond, LongSupplier nanoTime) {
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.nanoTime = nanoTime;
    this.free = new AtomicLong(nanoTime.getAsLong());
  }

  /** Completes when it is one's turn. */
  Uni<Void> turn() {
    return Uni.createFrom().deferred(() -> after(untilTurn()));
  }

  /** Takes the next free moment; those that nobody took are not made up for. */
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
