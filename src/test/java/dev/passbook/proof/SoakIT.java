package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.proof.checker.Checker;
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
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Seeds of faults and load, each checked to the last answer. A few of them run in every build;
 * {@code -Psoak} runs hundreds, and {@code -Dpassbook.seed=N} just the one that failed.
 */
@Tag("soak")
class SoakIT {
  private static final long SEEDS = Long.getLong("passbook.soak.seeds", 8);
  private static final long FIRST = Long.getLong("passbook.soak.first-seed", 1);
  private static final Long ONLY = Long.getLong("passbook.seed");
  private static final int REQUESTS = 120;
  private static final Duration BUDGET = Duration.ofSeconds(2);

  /** Longer than the budget, so that what was held back lands when the service has given up. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private static Cluster cluster;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(BUDGET);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLostAndNothingIsDoubled() {
    LongStream seeds = ONLY == null ? LongStream.range(FIRST, FIRST + SEEDS) : LongStream.of(ONLY);
    return seeds.mapToObj(
        seed -> DynamicTest.dynamicTest("seed " + seed, () -> withoutViolation(seed)));
  }

  private static void withoutViolation(long seed) {
    cluster.table().clear();
    History history = new History(cluster.bank());
    FaultPlan faults = FaultPlan.of(seed, LONGEST_PAUSE);
    cluster.proxy().inject(faults);
    new Load(seed, "seed" + seed, history, Cluster.INSTANCES, REQUESTS).run();
    List<Violation> violations = cluster.violations(history.exchanges());
    write(seed, faults, history.exchanges(), violations);
    assertEquals("", Checker.report(violations), "replay with -Dpassbook.seed=" + seed);
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
