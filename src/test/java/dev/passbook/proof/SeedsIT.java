package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs a few seeds in every build. {@code -Dpassbook.seed=N} repeats a single one that failed. */
class SeedsIT {
  private static final long SEEDS = 4;
  private static final Long ONLY = Long.getLong("passbook.seed");

  @AutoClose private static SeedRun run;

  @BeforeAll
  static void start() {
    run = new SeedRun();
  }

  @TestFactory
  Stream<DynamicTest> noWriteIsLostOrDoubled() {
    return ONLY == null
        ? Stream.concat(
            run.tests(LongStream.rangeClosed(1, SEEDS)),
            Stream.of(batchesOccurred(), lapsesOccurred()))
        : run.tests(LongStream.of(ONLY));
  }

  /** Without batches, the seeds would prove nothing about group commits. */
  private static DynamicTest batchesOccurred() {
    return DynamicTest.dynamicTest(
        "commands were written together",
        () -> assertTrue(run.batches() > SEEDS, () -> run.batches() + " batches"));
  }

  /** Without lapses, the seeds would prove nothing about the time at which a hold ends. */
  private static DynamicTest lapsesOccurred() {
    return DynamicTest.dynamicTest(
        "holds lapsed", () -> assertTrue(run.lapses() > SEEDS, () -> run.lapses() + " lapses"));
  }
}
