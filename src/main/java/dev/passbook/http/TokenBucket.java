package dev.passbook.http;

/** Lets a number of tokens be taken at once, and then as many a second as drip into it. */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double rate;
  private final int size;
  private double tokens;
  private long lastSeen;

  /**
   * What came of an attempt to take tokens.
   *
   * @param left whole tokens that are left, 0 at least
   * @param seconds after which as many could be taken; 0 if they were
   */
  record Taken(boolean taken, int left, int seconds) {}

  /**
   * @param rate tokens that come in each second, more than 0
   * @param size tokens that fit in; it begins full
   * @param now in the terms of {@link System#nanoTime()}, as everywhere here
   */
  TokenBucket(double rate, int size, long now) {
    this.rate = rate;
    this.size = size;
    this.tokens = size;
    this.lastSeen = now;
  }

  /** Takes all of the weight or nothing. What weighs more than fits in takes all that fits in. */
  synchronized Taken take(int weight, long now) {
    fill(now);
    var taken = Math.min(weight, size);
    if (tokens < taken) {
      return new Taken(false, left(), (int) Math.ceil((taken - tokens) / rate));
    }
    tokens -= taken;
    return new Taken(true, left(), 0);
  }

  /** Takes what was already spent: others wait until the debt has dripped in again. */
  synchronized void charge(int weight, long now) {
    fill(now);
    tokens -= weight;
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
