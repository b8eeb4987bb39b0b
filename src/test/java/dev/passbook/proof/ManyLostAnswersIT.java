package dev.passbook.proof;

import org.junit.jupiter.api.Tag;

/** Runs the same tests with a thousand lost responses each, with {@code ./mvnw verify -Psoak}. */
@Tag("soak")
class ManyLostAnswersIT extends LostAnswersIT {
  @Override
  int credits() {
    return 125;
  }
}
