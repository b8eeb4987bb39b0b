package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Waits for a while. The timers of Quarkus count whole milliseconds and refuse less than one, so a
 * pause is rounded up.
 */
public final class Pause {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private Pause() {}

  /** Completes after the time, or at once if there is nothing to wait for. */
  public static Uni<Void> of(Duration time) {
    var nothing = Uni.createFrom().voidItem();
    return time.isZero() || time.isNegative()
        ? nothing
        : nothing.onItem().delayIt().by(inWholeMilliseconds(time));
  }

  private static Duration inWholeMilliseconds(Duration time) {
    var whole = Duration.ofMillis(time.toMillis());
    return whole.equals(time) ? whole : whole.plus(SHORTEST);
  }
}
