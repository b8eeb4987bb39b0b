package dev.passbook.streaming;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits for as long as something moves, however slow the machine is. What stands still is described
 * by the failure.
 */
public final class Patience {
  /** Longer than any pause that a relay or a Kinesis makes by itself. */
  private static final Duration STANDSTILL = Duration.ofMinutes(1);

  /** Far more than any of it takes: only what moves in circles meets it. */
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
   * @param moved how far it has come
   * @param situation what is told of it when it does not go on
   */
  static Patience with(LongSupplier moved, Supplier<String> situation) {
    return new Patience(moved, situation);
  }

  /**
   * @param pause between two looks at how far it has come
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
