package dev.passbook.bench.load;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the last answers of a run. */
final class Answers {
  /** Longer than the service's own time budget for a request, several times. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private Answers() {}

  /**
   * @throws IllegalStateException when some request is never answered: then nothing that was
   *     measured can be trusted
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
