package dev.passbook.eventstore;

import java.time.Duration;
import java.time.Instant;

/**
 * The moment at which a request's time budget is spent. Changes to the system clock don't move it.
 */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration budget) {
    return new Deadline(System.nanoTime() + budget.toNanos());
  }

  /** Returns zero or less once the deadline has passed. */
  public Duration remaining() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }

  public boolean hasPassed() {
    return nanoTime - System.nanoTime() <= 0;
  }

  /** Returns a deadline that leaves this much of the budget for what comes after. */
  public Deadline earlierBy(Duration reserve) {
    return new Deadline(nanoTime - reserve.toNanos());
  }

  /** Returns the same moment as epoch milliseconds, for timers that count in those. */
  public long epochMillis() {
    return Instant.now().plus(remaining()).toEpochMilli();
  }
}
