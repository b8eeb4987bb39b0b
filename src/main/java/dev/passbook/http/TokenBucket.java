package dev.passbook.http;

/** Lets a number of requests through at once, and then as many a second as drip into it. */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final double rate;
  private final int size;
  private double tokens;
  private long lastSeen;

  /**
   * @param rate tokens that come in each second
   * @param size tokens that fit in; it begins full
   * @param now in the terms of {@link System#nanoTime()}, as everywhere here
   */
  TokenBucket(int rate, int size, long now) {
    this.rate = rate;
    this.size = size;
    this.tokens = size;
    this.lastSeen = now;
  }

  /** Takes one token, and tells how many are left; less than 0 if there was none. */
  synchronized int take(long now) {
    tokens = Math.min(size, tokens + Math.max(0, now - lastSeen) / NANOS * rate);
    lastSeen = now;
    if (tokens < 1) {
      return -1;
    }
    tokens--;
    return (int) tokens;
  }

  static int secondsToFill(int rate, int size) {
    return (int) Math.ceil((double) size / rate);
  }
}
