package dev.passbook.http.edge;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A limited number of permits. If all are taken, the next caller gets a permit whose holder has
 * waited for its own client for a second or longer. So slow clients take no permits from others.
 */
final class Permits {
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final int most;
  private final LongSupplier clock;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Permit> permits = ConcurrentHashMap.newKeySet();

  /** A taken permit. */
  final class Permit {
    private final Runnable loss;
    private final AtomicBoolean held = new AtomicBoolean(true);
    private volatile Long waitsSince;

    private Permit(Runnable loss) {
      this.loss = loss;
    }

    /** Notes that from now on the holder waits only for its client. */
    void waitForClient() {
      waitsSince = clock.getAsLong();
    }

    /** Notes that the holder works again. */
    void goOn() {
      waitsSince = null;
    }

    void leave() {
      giveUp();
    }

    private boolean giveUp() {
      var gaveUp = held.compareAndSet(true, false);
      if (gaveUp) {
        permits.remove(this);
        taken.decrementAndGet();
      }
      return gaveUp;
    }

    private long waited(long now) {
      var since = waitsSince;
      return since == null ? -1 : now - since;
    }
  }

  /**
   * @param clock the time as of {@link System#nanoTime()}
   */
  Permits(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  int taken() {
    return taken.get();
  }

  /**
   * Takes a permit, if one is available.
   *
   * @param loss runs if the permit is given to another caller, on that caller's thread
   */
  Optional<Permit> take(Runnable loss) {
    if (taken.incrementAndGet() > most && !makeRoom()) {
      taken.decrementAndGet();
      return Optional.empty();
    }
    var permit = new Permit(loss);
    permits.add(permit);
    return Optional.of(permit);
  }

  private boolean makeRoom() {
    var now = clock.getAsLong();
    var longest = permits.stream().max(Comparator.comparingLong(permit -> permit.waited(now)));
    return longest
        .filter(permit -> permit.waited(now) >= PATIENCE_NANOS)
        .map(Permits::lose)
        .orElse(false);
  }

  private static boolean lose(Permit permit) {
    var lost = permit.giveUp();
    if (lost) {
      permit.loss.run();
    }
    return lost;
  }
}
