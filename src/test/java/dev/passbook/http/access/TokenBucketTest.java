package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.http.access.TokenBucket.Taken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - SECOND;

  private final TokenBucket bucket = new TokenBucket(2, 3, START);

  @Test
  void itStartsFullAndFillsAtItsRateAcrossTheClocksOverflow() {
    assertEquals(taken(2), bucket.take(1, START));
    assertEquals(taken(1), bucket.take(1, START));
    assertEquals(taken(0), bucket.take(1, START));
    assertEquals(refused(0, 1), bucket.take(1, START));
    assertEquals(refused(0, 1), bucket.take(1, START + SECOND / 4));
    assertEquals(taken(0), bucket.take(1, START + SECOND / 2));
    assertEquals(taken(2), bucket.take(1, START + 100 * SECOND));
  }

  @Test
  void aWeightIsTakenWholeOrNotAtAll() {
    assertEquals(taken(1), bucket.take(2, START));
    assertEquals(refused(1, 1), bucket.take(3, START));
    assertEquals(taken(0), bucket.take(1, START));
    assertEquals(refused(0, 2), bucket.take(3, START));
  }

  @Test
  void aWeightAboveTheCapacityNeedsAFullBucket() {
    assertEquals(taken(0), bucket.take(34, START));
    assertEquals(refused(2, 1), bucket.take(34, START + SECOND));
    assertEquals(taken(0), bucket.take(34, START + 2 * SECOND));
  }

  @Test
  void spendingMoreThanIsLeftCreatesADebt() {
    bucket.charge(5, START);

    assertEquals(refused(0, 2), bucket.take(1, START));
    assertEquals(refused(0, 1), bucket.take(1, START + SECOND));
    assertEquals(taken(0), bucket.take(1, START + 3 * SECOND / 2));
  }

  @Test
  void aDebtIsAtMostAsLargeAsTheBucket() {
    assertEquals(Duration.ZERO, bucket.untilOutOfDebt(START));
    bucket.charge(1_000, START);
    bucket.charge(1_000, START);

    assertEquals(Duration.ofMillis(1_500), bucket.untilOutOfDebt(START));
    assertEquals(refused(0, 2), bucket.take(1, START));
    assertEquals(Duration.ZERO, bucket.untilOutOfDebt(START + 3 * SECOND / 2));
    assertEquals(taken(0), bucket.take(1, START + 2 * SECOND));
  }

  @Test
  void aClockThatGoesBackTakesAndGivesNothing() {
    assertEquals(taken(2), bucket.take(1, START));
    assertEquals(taken(1), bucket.take(1, START - SECOND));
    assertEquals(taken(0), bucket.take(1, START));
  }

  @Test
  void itReportsHowLongItTakesToFill() {
    assertEquals(2, TokenBucket.secondsToFill(2, 3));
    assertEquals(120, TokenBucket.secondsToFill(10 / 60.0, 20));
  }

  private static Taken taken(int left) {
    return new Taken(true, left, 0);
  }

  private static Taken refused(int left, int seconds) {
    return new Taken(false, left, seconds);
  }
}
