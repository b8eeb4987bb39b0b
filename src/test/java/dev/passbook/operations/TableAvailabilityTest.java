package dev.passbook.operations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.dynamodb.TableStatus;
import dev.passbook.eventstore.dynamodb.TableStatus.State;
import org.junit.jupiter.api.Test;

class TableAvailabilityTest {
  private static final long SECOND = 1_000_000_000L;
  private static final TableStatus UP = new TableStatus(State.REACHABLE, "up", "");
  private static final TableStatus GONE = new TableStatus(State.UNREACHABLE, "gone", "");
  private static final TableStatus MISSING = new TableStatus(State.MISSING, "missing", "");

  private final TableAvailability never = TableAvailability.unknown("Passbook");

  @Test
  void aTableThatWasNeverReachedIsUnavailable() {
    assertFalse(never.holds(0));
    assertFalse(never.after(GONE, 1 * SECOND).holds(1 * SECOND));
    assertFalse(never.after(MISSING, 1 * SECOND).holds(1 * SECOND));
  }

  @Test
  void theFirstSuccessfulCheckMakesItAvailable() {
    assertTrue(never.after(GONE, 0).after(UP, 1 * SECOND).holds(1 * SECOND));
  }

  @Test
  void fiveSecondsOfFailedChecksMakeItUnavailable() {
    TableAvailability failing =
        never.after(UP, 0).after(GONE, 10 * SECOND).after(GONE, 11 * SECOND);

    assertTrue(failing.holds(15 * SECOND - 1));
    assertFalse(failing.holds(15 * SECOND));
  }

  @Test
  void aFailureOfAnotherKindDoesNotRestartTheCount() {
    TableAvailability failing =
        never.after(UP, 0).after(GONE, 10 * SECOND).after(MISSING, 14 * SECOND);

    assertFalse(failing.holds(15 * SECOND));
  }

  @Test
  void oneSuccessfulCheckRestartsTheCount() {
    TableAvailability failing =
        never.after(UP, 0).after(GONE, 10 * SECOND).after(UP, 12 * SECOND).after(GONE, 13 * SECOND);

    assertTrue(failing.holds(17 * SECOND));
    assertFalse(failing.holds(18 * SECOND));
  }

  @Test
  void itIsAvailableAgainAtOnce() {
    assertTrue(
        never.after(UP, 0).after(GONE, 10 * SECOND).after(UP, 99 * SECOND).holds(99 * SECOND));
  }

  @Test
  void theClockMayOverflow() {
    long start = Long.MAX_VALUE - SECOND;
    TableAvailability failing = never.after(UP, start).after(GONE, start);

    assertTrue(failing.holds(start + 4 * SECOND));
    assertFalse(failing.holds(start + 5 * SECOND));
  }
}
