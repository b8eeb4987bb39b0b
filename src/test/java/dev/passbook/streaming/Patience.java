package dev.passbook.streaming;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits as long as there is progress, however slow the machine is. The failure describes the
 * situation when progress stops.
 */
public final class Patience {
  /** Longer than any pause in a relay or in Kinesis. */
  private static final Duration STANDSTILL = Duration.ofMinutes(1);

  /** Only progress that never reaches its goal takes this long. */
  private static final Duration CEILING = Duration.ofMinutes(20);

  private final LongSupplier moved;
  private final Supplier<String> situation;
  private final long begun = System.nanoTime();
  private long lastMoved = -1;
  private long since = begun;

  private Patience(LongSupplier moved, Supplier<String> situation) {
    this.moved = moved;
    this.situation = situation;
  }

  /**
   * @param moved returns the progress so far
   * @param situation describes the situation when progress stops
   */
  static Patience with(LongSupplier moved, Supplier<String> situation) {
    return new Patience(moved, situation);
  }

  /**
   * @param pause between two looks at the progress
   */
  void until(long enough, Duration pause) {
    await().forever().pollInterval(pause).until(() -> hasCome(enough));
  }

  private boolean hasCome(long enough) {
    var now = moved.getAsLong();
    if (now != lastMoved) {
      lastMoved = now;
      since = System.nanoTime();
    }
    var still = elapsed(since);
    if (now < enough
        && (still.compareTo(STANDSTILL) > 0 || elapsed(begun).compareTo(CEILING) > 0)) {
      throw new AssertionError(
          "It came to %d of %d and has stood there for %d s, of %d s.%n%s"
              .formatted(
                  now, enough, still.toSeconds(), elapsed(begun).toSeconds(), situation.get()));
    }
    return now >= enough;
  }

  private static Duration elapsed(long since) {
    return Duration.ofNanos(System.nanoTime() - since);
  }
}
