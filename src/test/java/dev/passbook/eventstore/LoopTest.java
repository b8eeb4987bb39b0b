package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final int MANY = 200_000;

  private static Uni<Integer> item(int value) {
    return Uni.createFrom().item(value);
  }

  @Test
  void stepsThatCompleteAtOnceTakeNoStack() {
    assertEquals(MANY, get(Loop.until(i -> i == MANY, 0, i -> item(i + 1))));
  }

  @Test
  void stepsThatCompleteLaterAndStepsThatCompleteAtOnceMayAlternate() {
    var end =
        Loop.until(
            i -> i == 2_000,
            0,
            i -> i % 100 == 0 ? item(i + 1).emitOn(Runnable::run) : item(i + 1));

    assertEquals(2_000, get(end));
  }

  @Test
  void noStepFollowsAFinalState() {
    assertEquals(
        7, get(Loop.until(i -> true, 7, i -> Uni.createFrom().failure(new AssertionError()))));
  }

  @Test
  void aFailedStepEndsTheLoop() {
    var steps = new AtomicInteger();
    var failing =
        Loop.until(
            i -> i == 5,
            0,
            i ->
                steps.incrementAndGet() == 3
                    ? Uni.createFrom().failure(new IllegalStateException("third"))
                    : item(i + 1));

    assertEquals(
        "third", assertThrows(IllegalStateException.class, () -> get(failing)).getMessage());
    assertEquals(3, steps.get());
  }

  @Test
  void aStepThatThrowsEndsTheLoop() {
    Uni<Integer> failing =
        Loop.until(
            i -> false,
            0,
            i -> {
              throw new IllegalStateException("thrown");
            });

    assertThrows(IllegalStateException.class, () -> get(failing));
  }

  @Test
  void theLoopStartsAgainForEachSubscriber() {
    var loop = Loop.until(i -> i == 3, 0, i -> item(i + 1));

    assertEquals(3, get(loop));
    assertEquals(3, get(loop));
  }
}
