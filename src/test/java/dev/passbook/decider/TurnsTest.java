package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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

  /** The other stream of a transfer is not busy. */
  @Test
  void onlyTheStreamWithAKnownWinnerIsContended() {
    var turns = new Turns(Clock.systemUTC(), 10);
    var busy = Tallies.newStream();
    var calm = Tallies.newStream();

    turns.lostRace(
        List.of(Tallies.state(busy, 1), Tallies.state(calm, 1)),
        List.of(Tallies.state(busy, 2)),
        Duration.ofMillis(5));

    assertTrue(turns.areContended(List.of(busy)));
    assertFalse(turns.areContended(List.of(calm)));
    assertEquals(Duration.ZERO, turns.pause(List.of(busy, calm)));
  }

  @Test
  void ifNoWinnerIsKnownEachStreamMayBeContended() {
    var turns = new Turns(Clock.systemUTC(), 10);
    var states =
        List.<Snapshot<Tally>>of(
            Tallies.state(Tallies.newStream(), 1), Tallies.state(Tallies.newStream(), 1));

    turns.lostRace(states, List.of(), Duration.ofMillis(5));

    states.forEach(state -> assertTrue(turns.areContended(List.of(state.stream()))));
  }
}
