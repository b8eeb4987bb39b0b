package dev.passbook.bench.load;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the last responses of a run. */
final class Answers {
  /** Several times the service's own time budget for a request. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private Answers() {}

  /**
   * @throws IllegalStateException if a request never gets a response, which makes the measurement
   *     worthless
   */
  static void await(Phaser underWay, Duration length) {
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arrive(), length.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(underWay.getUnarrivedParties() + " requests hang", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
