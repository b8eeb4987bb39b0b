package dev.passbook.http.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermitsTest {
  private static final long SECOND = 1_000_000_000L;

  private final List<String> lost = new ArrayList<>();
  private long now = 5;
  private final Permits places = new Permits(2, () -> now);

  private Permits.Permit take(String name) {
    return places.take(() -> lost.add(name)).orElseThrow();
  }

  private boolean isFull() {
    return places.take(() -> {}).isEmpty();
  }

  @Test
  void noMorePermitsAreGivenThanExist() {
    take("a");
    take("b");

    assertTrue(isFull());
    assertEquals(2, places.taken());
  }

  @Test
  void leavingTwiceFreesOnePlace() {
    var a = take("a");
    take("b");

    a.leave();
    a.leave();

    assertEquals(1, places.taken());
    take("c");
    assertTrue(isFull());
  }

  @Test
  void aRequestInProgressKeepsItsPlace() {
    take("a");
    take("b");
    now += 100 * SECOND;

    assertTrue(isFull());
  }

  @Test
  void theLongestWaitForAClientLosesItsPlaceFirst() {
    var a = take("a");
    var b = take("b");
    b.waitForClient();
    now += SECOND / 2;
    a.waitForClient();

    assertTrue(isFull());
    now += SECOND / 2;
    take("c");
    assertEquals(List.of("b"), lost);
    assertTrue(isFull());
    now += SECOND;
    take("d");
    assertEquals(List.of("b", "a"), lost);
    assertEquals(2, places.taken());
  }

  @Test
  void aRequestThatWorksAgainKeepsItsPlace() {
    var a = take("a");
    take("b");
    a.waitForClient();
    now += SECOND / 2;
    a.goOn();
    now += SECOND;
    assertTrue(isFull());

    a.waitForClient();
    now += SECOND;
    take("c");
    assertEquals(List.of("a"), lost);
  }

  @Test
  void aLostPlaceIsNotFreedAgain() {
    var a = take("a");
    a.waitForClient();
    take("b");
    now += SECOND;
    take("c");

    a.leave();

    assertEquals(2, places.taken());
    assertFalse(lost.isEmpty());
  }
}
