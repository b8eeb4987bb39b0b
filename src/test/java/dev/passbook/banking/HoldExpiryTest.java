package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.banking.HoldCommands.PlaceHold;
import dev.passbook.banking.HoldCommands.Terms;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that a hold's expiry is judged when the hold is placed, and not before its key is. */
class HoldExpiryTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Terms TERMS = new Terms(Duration.ofDays(7), 20);

  private final TestBank bank = TestBank.inMemory();
  private final AccountCommand hold = holdFor(MINUTE);

  private AccountCommand holdFor(Duration time) {
    var expiry = Optional.of(bank.clock.instant().plus(time));
    return new PlaceHold(bank.openWith("10"), TestBank.amount("4"), expiry, null, TERMS);
  }

  @Test
  void aRetryAfterTheExpiryGetsTheFirstResponse() {
    var first = bank.ask(hold, "key");
    assertEquals("HoldPlaced 10.00 at version 3", first.response().body());
    bank.clock.advance(MINUTE);
    var retry = bank.ask(hold, "key");
    assertTrue(retry.replayed());
    assertEquals(first.response().body(), retry.response().body());
  }

  @Test
  void noHoldIsPlacedThatHasLapsedAlready() {
    bank.clock.advance(MINUTE);
    assertEquals("EXPIRY_PASSED", bank.ask(hold));
    bank.clock.advance(MINUTE.negated().minusMillis(1));
    assertEquals("HoldPlaced 10.00 at version 3", bank.ask(hold));
  }

  @Test
  void aRefusedExpiryLeavesTheKeyFree() {
    bank.clock.advance(MINUTE);
    assertEquals("EXPIRY_PASSED", bank.ask(hold, "key").response().body());
    bank.clock.advance(MINUTE.negated().minusMillis(1));
    assertFalse(bank.ask(hold, "key").replayed());
  }

  @Test
  void aHoldLastsForAtMost366Days() {
    var longest = Duration.ofDays(366);
    assertEquals("HoldPlaced 10.00 at version 3", bank.ask(holdFor(longest)));
    assertEquals("EXPIRY_TOO_FAR", bank.ask(holdFor(longest.plusMillis(1))));
  }
}
