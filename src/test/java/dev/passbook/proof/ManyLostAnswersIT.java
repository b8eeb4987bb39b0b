package dev.passbook.proof;

import org.junit.jupiter.api.Tag;

/** The same with a thousand answers lost in each test, with {@code ./mvnw verify -Psoak}. */
@Tag("soak")
class ManyLostAnswersIT extends LostAnswersIT {
  @Override
  int credits() {
    return 125;
  }
}
