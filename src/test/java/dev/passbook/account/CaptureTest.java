package dev.passbook.account;

import static dev.passbook.account.Bankbook.EXPIRY;
import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.captured;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.placed;
import static dev.passbook.account.Bankbook.refused;
import static dev.passbook.account.Bankbook.restricted;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.CREDITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.HOLD_EXCEEDED;
import static dev.passbook.account.Refusal.Reason.HOLD_NOT_ACTIVE;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A capture is a withdrawal, or the first leg of a transfer, that is paid from a hold. */
class CaptureTest {
  /** An account of 20 on which everything is held. */
  private static final Account HELD =
      given(created(), credited("20", "20"), placed(3, "20", "20", "20"));

  private static final Account PAYEE = given(created());
  private static final TransferLeg LEG = new TransferLeg("from-4", new UUID(0, 2), 2);
  private static final Capture FINAL = new Capture(3, true);
  private static final Capture PARTIAL = new Capture(3, false);

  private static Decision<AccountEvent> capture(Account account, String amount, Capture capture) {
    return account.withdraw(amount(amount), null, capture);
  }

  @Test
  void aPartialCaptureKeepsTheRestOnHold() {
    var event = accepted(capture(HELD, "5", PARTIAL));
    var account = event.applyTo(HELD);

    assertEquals(captured("5", "15", 3, "15"), event);
    assertEquals(eur("15"), account.held());
    assertEquals(eur("0"), account.available());
  }

  @Test
  void aFinalCaptureReleasesTheRestByTheSameEvent() {
    var event = accepted(capture(HELD, "5", FINAL));
    var account = event.applyTo(HELD);

    assertEquals(captured("5", "15", 3, "0"), event);
    assertEquals(Holds.NONE, account.holds());
    assertEquals(eur("15"), account.available());
  }

  @Test
  void aPartialCaptureOfEverythingEndsTheHold() {
    var event = accepted(capture(HELD, "20", PARTIAL));

    assertEquals(captured("20", "0", 3, "0"), event);
    assertRefused(HOLD_NOT_ACTIVE, capture(event.applyTo(HELD), "1", PARTIAL));
  }

  @Test
  void severalCapturesTogetherTakeWhatWasHeld() {
    var after = accepted(capture(HELD, "12", PARTIAL)).applyTo(HELD);

    assertRefused(HOLD_EXCEEDED, capture(after, "8.01", PARTIAL));
    assertEquals(captured("8", "0", 3, "0"), accepted(capture(after, "8", PARTIAL)));
  }

  @Test
  void aCaptureBeyondTheHoldStatesWhatRemains() {
    var after = accepted(capture(HELD, "12", PARTIAL)).applyTo(HELD);

    var refusal = refused(capture(after, "9", FINAL));

    assertEquals(Refusal.because(HOLD_EXCEEDED).withRemaining(eur("8")), refusal);
  }

  @Test
  void moreThanTheHoldIsExceededAlsoIfTheAccountHasIt() {
    var rich = given(created(), credited("60", "60"), placed(3, "20", "20", "60"));

    assertRefused(HOLD_EXCEEDED, capture(rich, "20.01", FINAL));
  }

  @Test
  void aHoldThatHasLapsedCanNotBeCaptured() {
    accepted(capture(HELD.at(EXPIRY.minusMillis(1)), "1", FINAL));
    assertRefused(HOLD_NOT_ACTIVE, capture(HELD.at(EXPIRY), "1", FINAL));
  }

  @Test
  void aHoldThatWasReleasedCanNotBeCaptured() {
    var after = accepted(HoldDecisions.release(HELD, 3)).applyTo(HELD);

    assertRefused(HOLD_NOT_ACTIVE, capture(after, "1", FINAL));
  }

  @Test
  void aCapturePassesRestrictions() {
    var account = restricted(true, true, "20").applyTo(HELD);

    assertEquals(captured("20", "0", 3, "0"), accepted(capture(account, "20", FINAL)));
  }

  @Test
  void aClosedAccountIsReportedBeforeTheHoldAndAFlawedAmountBeforeBoth() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, capture(account, "1", FINAL));
    assertRefused(AMOUNT_TOO_FINE, capture(account, "0.001", FINAL));
  }

  @Test
  void aCaptureTakesFromItsOwnHoldOnly() {
    var account = given(created(), credited("20", "20"), placed(3, "9", "9", "20"), second());

    var after = accepted(capture(account, "2", new Capture(4, false))).applyTo(account);

    assertEquals(
        new Holds(List.of(new Hold(3, eur("9"), EXPIRY), new Hold(4, eur("6"), EXPIRY))),
        after.holds());
  }

  private static HoldPlaced second() {
    return placed(4, "8", "17", "20");
  }

  @Test
  void aTransferCanBePaidFromAHold() {
    var transfer = accepted(Transfer.decide(HELD, PAYEE, amount("5"), "shop", LEG, PARTIAL));

    var hold = new CapturedHold(3, eur("15"));
    assertEquals(
        new BalanceWithdrawn(eur("5"), eur("15"), "shop", LEG, hold, null), transfer.withdrawal());
    assertEquals(new BalanceCredited(eur("5"), eur("5"), "shop", "from-4"), transfer.credit());
  }

  @Test
  void aTransferBeyondItsHoldIsRefused() {
    assertRefused(HOLD_EXCEEDED, Transfer.decide(HELD, PAYEE, amount("20.01"), null, LEG, FINAL));
    assertRefused(INSUFFICIENT_FUNDS, Transfer.decide(HELD, PAYEE, amount("1"), null, LEG, null));
  }

  @Test
  void aCaptureDoesNotLiftThePayeesRestriction() {
    var payee = restricted(false, true, "0").applyTo(PAYEE);

    assertRefused(CREDITS_RESTRICTED, Transfer.decide(HELD, payee, amount("1"), null, LEG, FINAL));
  }
}
