package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {
  /** Takes whole milliseconds and at least one, like the timer of an event loop. */
  private static final class WholeMilliseconds extends ScheduledThreadPoolExecutor {
    private Duration asked;

    WholeMilliseconds() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      if (unit.toMillis(delay) < 1) {
        throw new IllegalArgumentException("a delay below 1 ms");
      }
      asked = Duration.of(delay, unit.toChronoUnit());
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource({"PT-5S, PT0.001S", "PT0S, PT0.001S", "PT0.0003S, PT0.001S", "PT0.0025S, PT0.0025S"})
  void aPauseIsNeverShorterThanTheTimerTakes(Duration pause, Duration asked) {
    var timer = new WholeMilliseconds();

    new Turns(Clock.systemUTC(), 1, timer, () -> 0.5).later(pause, () -> {});

    assertEquals(asked, timer.asked);
  }
}
