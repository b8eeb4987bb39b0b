package dev.passbook.http.access;

import java.time.Duration;

/** A token bucket: it starts full and refills at a constant rate. */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double rate;
  private final int size;
  private double tokens;
  private long lastSeen;

  /**
   * The result of an attempt to take tokens.
   *
   * @param left the whole tokens that are left, at least 0
   * @param seconds the time after which the tokens could be taken, or 0 if they were
   */
  record Taken(boolean taken, int left, int seconds) {}

  /**
   * @param rate the tokens that come in each second, more than 0
   * @param size the capacity
   * @param now the time as of {@link System#nanoTime()}, as in all methods
   */
  TokenBucket(double rate, int size, long now) {
    this.rate = rate;
    this.size = size;
    this.tokens = size;
    this.lastSeen = now;
  }

  /** Takes all tokens or none. A weight above the capacity takes the whole capacity. */
  synchronized Taken take(int weight, long now) {
    fill(now);
    var taken = Math.min(weight, size);
    if (tokens < taken) {
      return new Taken(false, left(), (int) Math.ceil((taken - tokens) / rate));
    }
    tokens -= taken;
    return new Taken(true, left(), 0);
  }

  /**
   * Takes tokens that were already spent, so the bucket may go into debt. The debt is at most the
   * bucket's capacity, so that it ends after a known time.
   */
  synchronized void charge(int weight, long now) {
    fill(now);
    tokens = Math.max(-size, tokens - weight);
  }

  /** Returns the time until there is no debt, or zero if there is none. */
  synchronized Duration untilOutOfDebt(long now) {
    fill(now);
    return tokens < 0 ? Duration.ofNanos((long) Math.ceil(-tokens / rate * NANOS)) : Duration.ZERO;
  }

  private void fill(long now) {
    if (now - lastSeen > 0) {
      tokens = Math.min(size, tokens + (now - lastSeen) / NANOS * rate);
      lastSeen = now;
    }
  }

  private int left() {
    return (int) Math.max(0, tokens);
  }

  static int secondsToFill(double rate, int size) {
    return (int) Math.ceil(size / rate);
  }
}
