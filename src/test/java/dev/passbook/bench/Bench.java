package dev.passbook.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmark. */
public final class Bench {
  private static final Path FOLDER = Path.of("target", "bench");

  private Bench() {}

  /** Exits with 1 if a request failed that must not, since the results are worthless then. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    var plan = Plan.of(System.getProperties());
    if (plan.against().isPresent()) {
      System.out.println(Comparison.of(plan, plan.against().get()));
      return;
    }
    var findings = new Findings(plan);
    findings.measure();
    System.out.println(Report.write(findings, FOLDER));
    System.out.println("Written to " + FOLDER);
    System.exit(findings.faults().isEmpty() ? 0 : 1);
  }
}
