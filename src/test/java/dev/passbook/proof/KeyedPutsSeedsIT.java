package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs a few seeds on instances that write idempotency keys without transactions. {@code
 * -Dpassbook.keys.seeds} sets how many, and {@code -Dpassbook.keys.first-seed} the first one.
 */
class KeyedPutsSeedsIT {
  private static final long SEEDS = Long.getLong("passbook.keys.seeds", 3);
  private static final long FIRST = Long.getLong("passbook.keys.first-seed", 1_001);

  @TestFactory
  Stream<DynamicTest> noWriteIsLostOrDoubled() {
    return seeds(new SeedRun("puts", "puts"), FIRST);
  }

  @TestFactory
  Stream<DynamicTest> noWriteIsLostOrDoubledDuringARollOut() {
    return seeds(new SeedRun("puts", "transaction"), FIRST + SEEDS);
  }

  private static Stream<DynamicTest> seeds(SeedRun run, long first) {
    var keysOccurred =
        DynamicTest.dynamicTest(
            "keys were written by puts", () -> assertTrue(run.keyedByPuts() > SEEDS));
    return Stream.concat(run.tests(LongStream.range(first, first + SEEDS)), Stream.of(keysOccurred))
        .onClose(run::close);
  }
}
