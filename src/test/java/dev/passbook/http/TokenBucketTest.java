package dev.passbook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - SECOND;

  private final TokenBucket bucket = new TokenBucket(2, 3, START);

  @Test
  void itBeginsFullAndFillsAtItsRateAcrossTheClocksOverflow() {
    assertEquals(2, bucket.take(START));
    assertEquals(1, bucket.take(START));
    assertEquals(0, bucket.take(START));
    assertEquals(-1, bucket.take(START));
    assertEquals(-1, bucket.take(START + SECOND / 4));
    assertEquals(0, bucket.take(START + SECOND / 2));
    assertEquals(2, bucket.take(START + 100 * SECOND));
  }

  @Test
  void aClockThatGoesBackTakesNothingAway() {
    assertEquals(2, bucket.take(START));
    assertEquals(1, bucket.take(START - SECOND));
  }

  @Test
  void itTellsHowLongItTakesToFill() {
    assertEquals(2, TokenBucket.secondsToFill(2, 3));
  }
}
