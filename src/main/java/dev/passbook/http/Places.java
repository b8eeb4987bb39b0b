package dev.passbook.http;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * A number of places. When all are taken, one that has waited for its own client for a second is
 * given to the next who comes: slow clients take no place from others.
 */
final class Places {
  private static final long PATIENCE_NANOS = 1_000_000_000;

  private final int most;
  private final LongSupplier clock;
  private final AtomicInteger taken = new AtomicInteger();
  private final Set<Place> places = ConcurrentHashMap.newKeySet();

  /** One of them, until it is left. */
  final class Place {
    private final Runnable loss;
    private final AtomicBoolean held = new AtomicBoolean(true);
    private volatile Long waitsSince;

    private Place(Runnable loss) {
      this.loss = loss;
    }

    /** From now on only the client is waited for. */
    void waitForClient() {
      waitsSince = clock.getAsLong();
    }

    void leave() {
      giveUp();
    }

    private boolean giveUp() {
      var gaveUp = held.compareAndSet(true, false);
      if (gaveUp) {
        places.remove(this);
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
   * @param clock in the terms of {@link System#nanoTime()}
   */
  Places(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  int taken() {
    return taken.get();
  }

  /**
   * Takes a place, if there is one.
   *
   * @param loss is run if the place is given to somebody else, on whatever thread that is
   */
  Optional<Place> take(Runnable loss) {
    if (taken.incrementAndGet() > most && !makeRoom()) {
      taken.decrementAndGet();
      return Optional.empty();
    }
    var place = new Place(loss);
    places.add(place);
    return Optional.of(place);
  }

  private boolean makeRoom() {
    var now = clock.getAsLong();
    var longest = places.stream().max(Comparator.comparingLong(place -> place.waited(now)));
    return longest
        .filter(place -> place.waited(now) >= PATIENCE_NANOS)
        .map(Places::lose)
        .orElse(false);
  }

  private static boolean lose(Place place) {
    var lost = place.giveUp();
    if (lost) {
      place.loss.run();
    }
    return lost;
  }
}
