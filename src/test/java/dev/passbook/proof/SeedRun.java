package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.Table;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.FaultPlan;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs seeds of faults and load over two services, and checks every response of each. */
final class SeedRun implements AutoCloseable {
  private static final int REQUESTS = 120;
  private static final Duration BUDGET = Duration.ofMillis(1500);

  /** Longer than the budget, so that a delayed write lands after the service has given up. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(2500);

  /** How far the clocks of the instances may move apart in one seed. */
  private static final int LARGEST_SKEW_MILLIS = 1000;

  private final Cluster cluster;
  private long batches;
  private long lapses;
  private long keyedByPuts;

  SeedRun() {
    this(Cluster.USUAL_WRITES, Cluster.USUAL_WRITES);
  }

  /**
   * @param keyedWrites how each instance writes idempotency keys
   */
  SeedRun(String... keyedWrites) {
    cluster = Cluster.start(BUDGET, keyedWrites);
  }

  Stream<DynamicTest> tests(LongStream seeds) {
    return seeds.mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> run(seed)));
  }

  /** Returns how many rows of all runs hold events of several commands. */
  long batches() {
    return batches;
  }

  /** Returns how many holds lapsed in all runs before something else ended them. */
  long lapses() {
    return lapses;
  }

  /** Returns how many keys of all runs were written without a transaction. */
  long keyedByPuts() {
    return keyedByPuts;
  }

  @Override
  public void close() {
    cluster.close();
  }

  private void run(long seed) {
    cluster.table().clear();
    History history = cluster.history(cluster.bank());
    SplittableRandom random = new SplittableRandom(seed);
    cluster
        .clocks()
        .advance(
            random.nextInt(Cluster.INSTANCES),
            Duration.ofMillis(random.nextInt(LARGEST_SKEW_MILLIS)));
    FaultPlan faults = FaultPlan.of(seed, LONGEST_PAUSE);
    cluster.proxy().inject(faults);
    new Load(seed, "seed" + seed, history, Cluster.INSTANCES, REQUESTS).run();
    List<Violation> violations = cluster.violations(history.exchanges());
    Table table = cluster.table().read();
    batches += table.batches();
    lapses += table.count("HoldExpired");
    keyedByPuts += table.keyedByPuts();
    write(seed, faults, history.exchanges(), violations);
    assertEquals(
        "",
        Checker.report(violations),
        "replay with ./mvnw verify -Dit.test=SeedsIT -Dpassbook.seed=" + seed);
  }

  private static void write(
      long seed, FaultPlan faults, List<Exchange> exchanges, List<Violation> violations) {
    String lines = exchanges.stream().map(Exchange::toString).collect(Collectors.joining("\n"));
    Path file = Path.of("target", "proof", "seed-" + seed + ".txt");
    try {
      Files.writeString(file, faults + "\n\n" + Checker.report(violations) + "\n\n" + lines + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
