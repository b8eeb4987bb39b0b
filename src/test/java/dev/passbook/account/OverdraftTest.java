package dev.passbook.account;

import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.limited;
import static dev.passbook.account.Bankbook.placed;
import static dev.passbook.account.Bankbook.refused;
import static dev.passbook.account.Bankbook.withdrawn;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.BALANCE_NOT_ZERO;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static dev.passbook.account.Refusal.Reason.LIMIT_BELOW_USE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How far below zero a balance may fall. */
class OverdraftTest {
  private static final Account LIMITED = given(created(), limited("500", "0"));

  private static Decision<List<AccountEvent>> limit(Account account, String overdraft) {
    return OperatorDecisions.limit(account, new Overdraft(new BigDecimal(overdraft)));
  }

  @Test
  void aLimitIsRecordedWithTheBalance() {
    var account = given(created(), credited("60", "60"));

    var events = accepted(limit(account, "500"));

    assertEquals(List.of(limited("500", "60")), events);
    assertEquals(eur("560"), events.get(0).applyTo(account).available());
  }

  @Test
  void aBalanceFallsToTheLimitAndNoFurther() {
    assertEquals(withdrawn("500", "-500"), accepted(LIMITED.withdraw(amount("500"), null)));
    assertRefused(INSUFFICIENT_FUNDS, LIMITED.withdraw(amount("500.01"), null));
  }

  @Test
  void aTransferMayOverdrawThePayer() {
    var leg = new TransferLeg("from-3", new UUID(0, 2), 2);

    var transfer =
        accepted(Transfer.decide(LIMITED, given(created()), amount("1"), null, leg, null));

    assertEquals(eur("-1"), transfer.withdrawal().balance());
    assertEquals(eur("1"), transfer.credit().balance());
  }

  @Test
  void anEqualLimitNeedsNoEvent() {
    assertEquals(List.of(), accepted(limit(LIMITED, "500.00")));
    assertEquals(List.of(), accepted(limit(given(created()), "0")));
  }

  @Test
  void aLimitMayBeSetBackToZero() {
    assertEquals(List.of(limited("0", "0")), accepted(limit(LIMITED, "0.00")));
  }

  @Test
  void aLimitBelowWhatIsUsedStatesTheUse() {
    var overdrawn = given(created(), limited("500", "0"), withdrawn("120", "-120"));
    var account = placed(4, "30", "30", "-120").applyTo(overdrawn);

    assertEquals(
        Refusal.because(LIMIT_BELOW_USE).withUsed(eur("150")), refused(limit(account, "149.99")));
    assertEquals(List.of(limited("150", "-120")), accepted(limit(account, "150")));
    assertEquals(eur("0"), limited("150", "-120").applyTo(account).available());
  }

  @Test
  void aHoldUsesTheOverdraftOnlyBeyondTheBalance() {
    var account =
        given(created(), limited("500", "0"), credited("60", "60"), placed(4, "100", "100", "60"));

    assertEquals(eur("40"), refused(limit(account, "0")).sums().get(Refusal.Sum.USED));
    accepted(limit(account, "40"));
  }

  @Test
  void aLapsedHoldUsesNothing() {
    var account = placed(3, "100", "100", "0").applyTo(LIMITED);

    assertEquals(List.of(limited("0", "0")), accepted(limit(account.at(Bankbook.EXPIRY), "0")));
  }

  @Test
  void aLimitThatTheCurrencyDoesNotTakeIsAFlawedRequest() {
    assertRefused(AMOUNT_TOO_FINE, limit(given(created(), closed()), "0.001"));
    assertRefused(AMOUNT_TOO_LONG, limit(given(created(), closed()), "100000000000"));
    assertEquals(
        List.of(limited("99999999999.99", "0")), accepted(limit(LIMITED, "99999999999.99")));
  }

  @Test
  void aClosedAccountHasNoNewLimit() {
    var account = given(created(), limited("500", "0"), closed());

    assertRefused(ACCOUNT_CLOSED, limit(account, "0"));
    assertRefused(ACCOUNT_CLOSED, limit(account, "500"));
  }

  @Test
  void anOverdrawnAccountIsNotClosed() {
    var account = given(created(), limited("500", "0"), withdrawn("1", "-1"));

    assertRefused(BALANCE_NOT_ZERO, account.close());
  }

  @Test
  void anOverdraftIsZeroOrAnAmount() {
    assertEquals(BigDecimal.ZERO, new Overdraft(new BigDecimal("0E+999999999")).value());
    assertEquals(new BigDecimal("5"), new Overdraft(new BigDecimal("5.00")).value());
    assertEquals(Optional.of("must be 0 or greater"), Overdraft.flawOf(new BigDecimal("-0.01")));
    for (var flawed : List.of("-1", "1e999999999", "0.00001", "12345678901234")) {
      var value = new BigDecimal(flawed);
      assertThrows(IllegalArgumentException.class, () -> new Overdraft(value), flawed);
    }
  }
}
