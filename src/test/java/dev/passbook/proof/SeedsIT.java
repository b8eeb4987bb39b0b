package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A few seeds in every build, or with {@code -Dpassbook.seed=N} just the one that failed. */
class SeedsIT {
  private static final long SEEDS = 4;
  private static final Long ONLY = Long.getLong("passbook.seed");

  @AutoClose private static SeedRun run;

  @BeforeAll
  static void start() {
    run = new SeedRun();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLostAndNothingIsDoubled() {
    return ONLY == null
        ? Stream.concat(run.tests(LongStream.rangeClosed(1, SEEDS)), Stream.of(batchesOccurred()))
        : run.tests(LongStream.of(ONLY));
  }

  /** Else the seeds would prove nothing of commands that are written together. */
  private static DynamicTest batchesOccurred() {
    return DynamicTest.dynamicTest(
        "commands were written together",
        () -> assertTrue(run.batches() > SEEDS, () -> run.batches() + " batches"));
  }
}
