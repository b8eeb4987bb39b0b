package dev.passbook.bench;

import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures everything once in each round, so that no subject alone profits from a fast phase of the
 * machine.
 */
final class Rounds {
  private static final int WARM_UP_CLIENTS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final int MOST_WARM_UPS = 15;

  private final Plan plan;
  private final Function<Subject, Supplier<Cpu>> meters;
  private final Progress progress;

  /**
   * @param meters read the CPU time of a subject's processes
   */
  Rounds(Plan plan, Function<Subject, Supplier<Cpu>> meters, Progress progress) {
    this.plan = plan;
    this.meters = meters;
    this.progress = progress;
  }

  /**
   * Counts requests rather than time, because a slow phase of compilation must not end it early.
   */
  void warmUp(List<Subject> subjects) {
    for (var subject : subjects) {
      progress.step("warm-up: " + subject.name());
      var load = Load.closed(WARM_UP_CLIENTS);
      var left = plan.warmUpRequests();
      for (int times = 0; left > 0 && times < MOST_WARM_UPS; times++) {
        left -= load.run(subject.operation(), WARM_UP, meters.apply(subject)).requests();
      }
    }
  }

  /** Every second round runs in reverse order, so that a steady drift cancels out. */
  void measure(List<Run> runs, Duration slice, Results results) {
    for (int round = 1; round <= plan.rounds(); round++) {
      var order = new ArrayList<>(runs);
      if (round % 2 == 0) {
        Collections.reverse(order);
      }
      for (var run : order) {
        progress.step("round " + round + " of " + plan.rounds() + ": " + run.name());
        var meter = meters.apply(run.subject());
        results.add(run, run.load().run(run.subject().operation(), slice, meter));
      }
    }
  }
}
