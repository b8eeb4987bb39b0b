package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks how long a caller's share is kept. */
class CallerBucketsTest {
  private static final Holder ADA = new Holder("acme", "ada");

  private final AtomicLong now = new AtomicLong();
  private final CallerBuckets shares = new CallerBuckets(1, 5, 2, now::get);

  @Test
  void aShareIsKeptWhileAStreamIsOpen() {
    shares.open(ADA);
    shares.open(ADA);

    pass(Duration.ofDays(1));

    assertEquals(3, shares.open(ADA).open());
  }

  @Test
  void anOpenShareIsKeptHoweverManyOthersCome() {
    shares.open(ADA).bucket().take(5, now.get());

    othersComeAndGo();

    var share = shares.open(ADA);
    assertEquals(2, share.open());
    assertFalse(share.bucket().take(1, now.get()).taken());
  }

  @Test
  void anIdleShareKeepsItsBucketUntilItIsFullAgain() {
    shares.open(ADA).bucket().take(5, now.get());
    shares.close(ADA);
    pass(Duration.ofSeconds(2));

    var share = shares.open(ADA);

    assertEquals(1, share.open());
    assertTrue(share.bucket().take(2, now.get()).taken());
    assertFalse(share.bucket().take(1, now.get()).taken());
  }

  @Test
  void aBucketThatFillsSlowlyIsKeptUntilItIsFull() {
    var slow = new CallerBuckets(1, 3_600, 2, now::get);
    slow.open(ADA).bucket().take(3_600, now.get());
    slow.close(ADA);

    pass(Duration.ofMinutes(30));

    assertFalse(slow.open(ADA).bucket().take(3_600, now.get()).taken());
  }

  @Test
  void closingOneLeavesTheOthersOpen() {
    shares.open(ADA);
    shares.open(ADA);
    shares.close(ADA);

    assertEquals(2, shares.open(ADA).open());
  }

  @Test
  void concurrentRequestsAreAllCounted() {
    IntStream.range(0, 1_000).parallel().forEach(i -> shares.open(ADA));
    IntStream.range(0, 999).parallel().forEach(i -> shares.close(ADA));

    assertEquals(2, shares.open(ADA).open());
  }

  private void othersComeAndGo() {
    for (int i = 0; i < 100; i++) {
      var other = new Holder("acme", "other " + i);
      shares.open(other);
      shares.close(other);
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
