package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Checks that instances that write to one stream take turns. The time here is virtual. */
class RaceSimulationTest {
  private static RaceSimulation.Figures run(int copies, int callers) {
    return RaceSimulation.of(copies, RaceSimulation.aws()).run(callers, Duration.ofSeconds(4));
  }

  private static void assertTurns(RaceSimulation.Figures figures, double calls, double p99) {
    assertEquals(0, figures.failures());
    assertTrue(figures.calls() <= calls && figures.p99() <= p99, figures::toString);
  }

  @Test
  void oneCopyNeverReads() {
    assertEquals(0, run(1, 64).loads());
  }

  @Test
  void twoCopiesTakeTurns() {
    assertTurns(run(2, 64), 0.15, 150);
  }

  @Test
  void eightCopiesTakeTurns() {
    assertTurns(run(8, 64), 0.35, 300);
  }

  @Test
  void everyRequestOfManyCopiesSucceeds() {
    assertTurns(run(32, 32), 9, 4_000);
  }
}
