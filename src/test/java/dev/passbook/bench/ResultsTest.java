package dev.passbook.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Slice;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Load load = Load.closed(1);
  private final Subject floor = Subject.floor("floor", (client, outcome) -> {});
  private final Run onFloor = new Run(floor, load);
  private final Run run = new Run(floor.above("subject", (client, outcome) -> {}), load);
  private final Results results = new Results();

  @Test
  void aMedianIsTheMiddleValueOrTheMeanOfTheMiddleTwo() {
    assertEquals(2, Results.median(9, 1, 2));
    assertEquals(1.5, Results.median(9, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> Results.median());
  }

  /** In the second round the machine is three times slower, but the ratio stays the same. */
  @Test
  void aRatioIsTakenWithinEachRound() {
    add(onFloor, 1_000, 3_000, 1_000);
    add(run, 2_000, 6_000, 2_500);

    assertEquals(2, results.ratio(run, Slice::p50), 0.01);
    assertEquals(2.5, results.median(run, Slice::p50), 0.01);
  }

  @Test
  void percentilesCoverAllRequestsOfAllRounds() {
    for (int micros = 1_000; micros <= 100_000; micros += 1_000) {
      add(run, micros);
    }

    assertEquals(90, results.percentile(run, 90), 0.1);
    assertEquals(99, results.percentile(run, 99), 0.1);
  }

  @Test
  void cpuTimeIsPerRequest() {
    results.add(run, slice(histogram(1_000, 2_000), new Cpu(ms(30), ms(10), ms(4))));

    assertEquals(15, results.cpu(run, Cpu::service));
    assertEquals(2, results.cpu(run, Cpu::generator));
  }

  private void add(Run to, int... micros) {
    for (int latency : micros) {
      results.add(to, slice(histogram(latency), Cpu.NONE));
    }
  }

  private static Slice slice(Histogram latencies, Cpu cpu) {
    return new Slice(latencies, new Histogram(3), 0, TimeUnit.SECONDS.toNanos(1), cpu);
  }

  private static Histogram histogram(int... micros) {
    var histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    for (int latency : micros) {
      histogram.recordValue(TimeUnit.MICROSECONDS.toNanos(latency));
    }
    return histogram;
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
