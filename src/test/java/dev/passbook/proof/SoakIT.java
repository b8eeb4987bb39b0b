package dev.passbook.proof;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Hundreds of seeds, with {@code ./mvnw verify -Psoak}; {@code -Dpassbook.soak.seeds} and {@code
 * -Dpassbook.soak.first-seed} say how many, and from which one on.
 */
@Tag("soak")
class SoakIT {
  private static final long SEEDS = Long.getLong("passbook.soak.seeds", 500);
  private static final long FIRST = Long.getLong("passbook.soak.first-seed", 1);

  @AutoClose private static SeedRun run;

  @BeforeAll
  static void start() {
    run = new SeedRun();
  }

  @TestFactory
  Stream<DynamicTest> nothingIsLostAndNothingIsDoubled() {
    return run.tests(LongStream.range(FIRST, FIRST + SEEDS));
  }
}
