package dev.passbook.bench.load;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.bench.load.Operation.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final ScriptedTime time = new ScriptedTime();

  @Test
  void anOpenLoopSendsAtItsRateHoweverLongResponsesTake() {
    List<Long> sent = new ArrayList<>();

    var slice =
        new OpenLoop(100, 4, time)
            .run(
                (client, outcome) -> {
                  sent.add(NANOSECONDS.toMillis(time.now()));
                  outcome.answered(true);
                },
                SECOND,
                () -> Cpu.NONE);

    assertEquals(100, slice.requests());
    assertEquals(List.of(0L, 10L, 20L, 30L), sent.subList(0, 4));
    assertEquals(990L, sent.get(99));
  }

  /**
   * One response takes 500 ms, and 50 requests become due meanwhile: the one due at 10 i ms gets
   * its response at 500 + i.
   */
  @Test
  void aSlowResponseDelaysTheRequestsBehindIt() {
    var slice = new OpenLoop(100, 1, time).run(this::firstTakesHalfASecond, SECOND, () -> Cpu.NONE);

    assertEquals(100, slice.requests());
    assertEquals(500, slice.millisAt(100), 1);
    assertEquals(500 - 25 * 9, slice.millisAt(75), 1);
    assertTrue(Slice.millis(slice.lateness(), 100) > 400);
  }

  @Test
  void aClosedLoopHidesTheDelayBecauseItSendsLess() {
    var slice = new ClosedLoop(1, time).run(this::firstTakesHalfASecond, SECOND, () -> Cpu.NONE);

    assertEquals(500, slice.millisAt(100), 1);
    assertEquals(1, slice.millisAt(75), 0.1);
  }

  /** Responses take 25 ms each, one after the other, and a new request is due every 10 ms. */
  @Test
  void aRequestWithoutAnIdleClientWaitsAndCountsFromItsDueTime() {
    var server = new SimulatedServer(MILLISECONDS.toNanos(25), MILLISECONDS.toNanos(100));

    var slice = new OpenLoop(100, 1, server).run(server, Duration.ofMillis(100), () -> Cpu.NONE);

    assertEquals(10, slice.requests());
    assertEquals(25, slice.millisAt(0), 0.1);
    assertEquals(25 + 9 * 15, slice.millisAt(100), 0.5);
    assertEquals(0, Slice.millis(slice.lateness(), 100));
  }

  @Test
  void aClosedLoopGivesEachClientOneRequestAtATime() {
    var sent = new int[3];

    var slice =
        new ClosedLoop(3, time)
            .run(
                (client, outcome) -> {
                  sent[client]++;
                  time.pass(MILLISECONDS.toNanos(10));
                  outcome.answered(sent[client] % 2 == 0);
                },
                Duration.ofMillis(100),
                () -> Cpu.NONE);

    assertEquals(10, slice.requests());
    assertEquals(5, slice.failures());
    assertEquals(100, slice.perSecond(), 0.1);
  }

  @Test
  void cpuTimeIsTheDifferenceOverTheRun() {
    var readings = new ArrayDeque<>(List.of(cpu(100), cpu(350)));

    var slice =
        new ClosedLoop(1, time)
            .run(this::takesAMillisecond, Duration.ofMillis(500), readings::remove);

    assertEquals(cpu(250), slice.cpu());
    assertEquals(0.5, Cpu.millisEach(slice.cpu().service(), slice.requests()));
  }

  private void firstTakesHalfASecond(int client, Outcome outcome) {
    time.pass(MILLISECONDS.toNanos(time.now() == 0 ? 500 : 1));
    outcome.answered(true);
  }

  private void takesAMillisecond(int client, Outcome outcome) {
    time.pass(MILLISECONDS.toNanos(1));
    outcome.answered(true);
  }

  private static Cpu cpu(int millis) {
    return new Cpu(Duration.ofMillis(millis), Duration.ZERO, Duration.ZERO);
  }
}
