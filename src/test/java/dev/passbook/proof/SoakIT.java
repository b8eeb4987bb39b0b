package dev.passbook.proof;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs hundreds of seeds, with {@code ./mvnw verify -Psoak}. {@code -Dpassbook.soak.seeds} sets how
 * many, and {@code -Dpassbook.soak.first-seed} the first one.
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
  Stream<DynamicTest> noWriteIsLostOrDoubled() {
    return run.tests(LongStream.range(FIRST, FIRST + SEEDS));
  }
}
