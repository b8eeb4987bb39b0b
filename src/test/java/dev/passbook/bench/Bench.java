package dev.passbook.bench;

import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Slice;

/** Runs the benchmark. */
public final class Bench {
  private Bench() {}

  public static void main(String[] arguments) {
    var plan = Plan.fromProperties();
    var results = new Results();
    try (var stage = new Stage()) {
      var operations = new Operations(stage);
      var runs = operations.runs(plan);
      var subjects = runs.stream().map(Run::subject).distinct().toList();
      var progress = new Progress(subjects.size() + runs.size() * plan.rounds());
      var rounds = new Rounds(plan, stage, progress);
      rounds.warmUp(subjects);
      rounds.measure(runs, results);
      progress.end();
    }
    for (var run : results.runs()) {
      System.out.printf(
          "%-45s p50 %6.2f p90 %6.2f p99 %6.2f p99.9 %7.2f  %s  %7.0f/s %s cpu %.3f %.3f %.3f"
              + " failed %d%n",
          run.name(),
          results.median(run, Slice::p50),
          results.percentile(run, 90),
          results.percentile(run, 99),
          results.percentile(run, 99.9),
          run.isFloor() ? "" : String.format("%.2f x", results.ratio(run, Slice::p50)),
          results.median(run, Slice::perSecond),
          run.isFloor() ? "" : String.format("%.2f x", results.ratio(run, Slice::perSecond)),
          results.cpu(run, Cpu::service),
          results.cpu(run, Cpu::database),
          results.cpu(run, Cpu::generator),
          results.failures(run));
    }
  }
}
