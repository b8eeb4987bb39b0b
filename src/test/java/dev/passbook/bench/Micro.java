package dev.passbook.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the fold and the codec with JMH, briefly. */
final class Micro {
  private static final String BENCHMARKS = "RowBenchmark";

  private Micro() {}

  /**
   * @param error of the nanoseconds, at 99.9 % confidence; NaN from a single iteration
   */
  record Score(String name, double nanos, double error, double bytesAllocated) {}

  static List<Score> run(boolean quick) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(BENCHMARKS)
            .forks(1)
            .warmupIterations(quick ? 1 : 3)
            .measurementIterations(quick ? 1 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    var scores = new ArrayList<Score>();
    new Runner(options).run().forEach(result -> scores.add(score(result)));
    return scores;
  }

  private static Score score(RunResult result) {
    var time = result.getPrimaryResult();
    var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return new Score(
        time.getLabel(),
        time.getScore(),
        time.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore());
  }
}
