package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Decides by a seed how often and in which order calls meet which faults. Which call meets which
 * fault also depends on how the calls interleave.
 */
public final class FaultPlan implements Interceptor {
  private static final double OUTAGE_SHARE = 0.01;
  private static final int LONGEST_OUTAGE_MILLIS = 400;

  /** Long pauses are rare, because a seed would do little but wait otherwise. */
  private static final double LONG_SHARE = 0.15;

  private static final int LONGEST_SHORT_PAUSE_MILLIS = 100;

  private final SplittableRandom random;
  private final Duration longestPause;
  private final double rate;
  private final List<Fault> faults;
  private long outageEnds = System.nanoTime();

  private FaultPlan(long seed, Duration longestPause) {
    this.random = new SplittableRandom(seed);
    this.longestPause = longestPause;
    // A seed with few kinds of faults reaches states that the average of all kinds hides.
    this.faults = Stream.of(Fault.values()).filter(fault -> random.nextInt(3) > 0).toList();
    this.rate = random.nextDouble(0.02, 0.25);
  }

  public static FaultPlan of(long seed, Duration longestPause) {
    return new FaultPlan(seed, longestPause);
  }

  @Override
  public Future<Reply> intercept(Call call, Origin origin) {
    if (!call.isAboutItems()) {
      return origin.send(call);
    }
    if (System.nanoTime() < outageEnds) {
      return Fault.REQUEST_LOST.apply(call, origin, Duration.ZERO);
    }
    if (faults.isEmpty() || random.nextDouble() >= rate) {
      return origin.send(call);
    }
    if (random.nextDouble() < OUTAGE_SHARE) {
      outageEnds =
          System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_OUTAGE_MILLIS));
    }
    Fault fault = faults.get(random.nextInt(faults.size()));
    return fault.suits(call) ? fault.apply(call, origin, pause()) : origin.send(call);
  }

  private Duration pause() {
    long longest =
        random.nextDouble() < LONG_SHARE ? longestPause.toMillis() : LONGEST_SHORT_PAUSE_MILLIS;
    return Duration.ofMillis(random.nextLong(longest));
  }

  @Override
  public String toString() {
    return "%.0f %% of calls meet one of %s".formatted(rate * 100, faults);
  }
}
