package dev.passbook.proof.processes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until a condition holds, and fails with the expectation if it never does. */
public final class Eventually {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Eventually() {}

  public static void holds(String expectation, Duration bound, BooleanSupplier condition) {
    holds(() -> expectation, bound, condition);
  }

  public static void holds(
      Supplier<String> expectation, Duration bound, BooleanSupplier condition) {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Not within " + bound + ": " + expectation.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
