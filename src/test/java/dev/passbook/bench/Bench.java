package dev.passbook.bench;

import dev.passbook.bench.relay.RelayBench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the benchmark. */
public final class Bench {
  private static final Path FOLDER = Path.of("target", "bench");

  /** How long the relay gets for each load. In the first half, the JVM compiles it. */
  private static final Duration RELAY = Duration.ofSeconds(80);

  private Bench() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    var plan = Plan.of(System.getProperties());
    if (plan.against().isPresent()) {
      System.out.println(Comparison.of(plan, plan.against().get()));
    } else if (plan.intervals()) {
      System.out.println(Intervals.of(plan));
    } else if (plan.isOnly("copies")) {
      System.out.println(Copies.of(plan));
    } else if (plan.isOnly("peers")) {
      System.out.println(Peers.of(plan));
    } else if (plan.isOnly("relay")) {
      System.out.println(relay(plan));
      System.exit(0);
    } else {
      operations(plan);
    }
  }

  /** Exits with 1 if a request failed that must not, since the results are worthless then. */
  private static void operations(Plan plan) throws IOException, RunnerException {
    var findings = new Findings(plan);
    findings.measure();
    System.out.println(Report.write(findings, FOLDER));
    if (plan.isWhole()) {
      System.out.println(relay(plan));
    }
    System.out.println("Written to " + FOLDER);
    System.exit(findings.faults().isEmpty() ? 0 : 1);
  }

  private static String relay(Plan plan) {
    return RelayBench.report(plan.quick() ? Duration.ofSeconds(4) : RELAY);
  }
}
