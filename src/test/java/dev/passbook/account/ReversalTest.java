package dev.passbook.account;

import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.captured;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.expired;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.limited;
import static dev.passbook.account.Bankbook.placed;
import static dev.passbook.account.Bankbook.released;
import static dev.passbook.account.Bankbook.restricted;
import static dev.passbook.account.Bankbook.withdrawn;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.BALANCE_LIMIT;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static dev.passbook.account.Refusal.Reason.NOT_REVERSIBLE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A movement is taken back by its opposite. */
class ReversalTest {
  private static final Account RICH = given(created(), credited("60", "60"));
  private static final UUID PAYER = new UUID(0, 1);
  private static final UUID PAYEE = new UUID(0, 2);
  private static final TransferLeg LEG = new TransferLeg("payer-3", PAYEE, 2);

  private static Decision<AccountEvent> reverse(Account account, long version, AccountEvent event) {
    return new Reversal(version, event, "mistake").decide(account);
  }

  @Test
  void aCreditIsTakenBackByAWithdrawal() {
    var event = accepted(reverse(RICH, 2, credited("60", "60")));

    assertEquals(new BalanceWithdrawn(eur("60"), eur("0"), "mistake", null, null, 2L), event);
  }

  @Test
  void aWithdrawalIsTakenBackByACredit() {
    var event = accepted(reverse(RICH, 3, withdrawn("10", "50")));

    assertEquals(new BalanceCredited(eur("10"), eur("70"), "mistake", null, 3L), event);
  }

  @Test
  void aCaptureIsTakenBackAndItsHoldStaysEnded() {
    var capture = captured("5", "55", 3, "0");
    var account = capture.applyTo(placed(3, "20", "20", "60").applyTo(RICH));

    var event = accepted(reverse(account, 4, capture));

    assertEquals(new BalanceCredited(eur("5"), eur("60"), "mistake", null, 4L), event);
    assertEquals(Holds.NONE, event.applyTo(account).holds());
  }

  @Test
  void theReversalOfAPartialCaptureLeavesTheRestOnHold() {
    var capture = captured("5", "55", 3, "15");
    var account = capture.applyTo(placed(3, "20", "20", "60").applyTo(RICH));

    assertEquals(eur("15"), accepted(reverse(account, 4, capture)).applyTo(account).held());
  }

  static AccountEvent[] whatIsNoMovementOfItsOwn() {
    return new AccountEvent[] {
      created(),
      closed(),
      placed(3, "1", "1", "60"),
      released(3, "1", "0", "60"),
      expired(3, "1", "0", "60"),
      limited("1", "60"),
      restricted(true, true, "60"),
      new HolderChanged(new Holder("acme", "ada"), eur("60")),
      new BalanceWithdrawn(eur("1"), eur("59"), null, LEG),
      new BalanceCredited(eur("1"), eur("61"), null, "payer-3"),
      new BalanceWithdrawn(eur("1"), eur("59"), null, null, null, 2L),
      new BalanceCredited(eur("1"), eur("61"), null, null, 2L)
    };
  }

  @ParameterizedTest
  @MethodSource("whatIsNoMovementOfItsOwn")
  void anythingButAMovementOfItsOwnIsNotReversible(AccountEvent event) {
    assertRefused(NOT_REVERSIBLE, reverse(RICH, 3, event));
    assertRefused(ACCOUNT_CLOSED, reverse(given(created(), closed()), 3, event));
  }

  @Test
  void aReversalNeedsFundsLikeAnyWithdrawal() {
    var held = placed(3, "20", "20", "60").applyTo(RICH);

    assertRefused(INSUFFICIENT_FUNDS, reverse(held, 2, credited("60", "60")));
    accepted(reverse(limited("20", "60").applyTo(held), 2, credited("60", "60")));
  }

  @Test
  void aReversalPassesRestrictions() {
    var account = restricted(true, true, "60").applyTo(RICH);

    accepted(reverse(account, 2, credited("60", "60")));
    accepted(reverse(account, 3, withdrawn("10", "50")));
  }

  @Test
  void aClosedAccountTakesNoReversal() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, reverse(account, 2, credited("60", "60")));
    assertRefused(ACCOUNT_CLOSED, reverse(account, 3, withdrawn("10", "50")));
  }

  @Test
  void aReversalKeepsTheLimitOfABalance() {
    var full = given(created(), credited("9999999999999.99", "9999999999999.99"));

    assertRefused(BALANCE_LIMIT, reverse(full, 3, withdrawn("0.01", "1")));
  }

  private static final Account AFTER_PAYING =
      new BalanceWithdrawn(eur("10"), eur("50"), null, LEG).applyTo(RICH);
  private static final Account AFTER_RECEIVING =
      given(created(), new BalanceCredited(eur("10"), eur("10"), null, "payer-3"));
  private static final BalanceWithdrawn ORIGINAL =
      new BalanceWithdrawn(eur("10"), eur("50"), "rent", LEG);
  private static final TransferLeg BACK = new TransferLeg("payee-3", PAYER, 4, 3L);

  @Test
  void aTransferIsTakenBackByATransferWhoseLegsNameWhatTheyReverse() {
    var back =
        accepted(Transfer.takeBack(AFTER_RECEIVING, AFTER_PAYING, ORIGINAL, "mistake", BACK));

    assertEquals(
        new BalanceWithdrawn(eur("10"), eur("0"), "mistake", BACK, null, 2L), back.withdrawal());
    assertEquals(
        new BalanceCredited(eur("10"), eur("60"), "mistake", "payee-3", 3L), back.credit());
  }

  @Test
  void aTransferBackIsNotReversible() {
    var back = accepted(Transfer.takeBack(AFTER_RECEIVING, AFTER_PAYING, ORIGINAL, null, BACK));

    assertRefused(
        NOT_REVERSIBLE,
        Transfer.takeBack(
            AFTER_PAYING,
            AFTER_RECEIVING,
            (BalanceWithdrawn) back.withdrawal(),
            null,
            new TransferLeg("payer-5", PAYEE, 4, 3L)));
  }

  @Test
  void aTransferBackNeedsThePayeesFundsAndPassesRestrictions() {
    var spent = accepted(AFTER_RECEIVING.withdraw(amount("0.01"), null)).applyTo(AFTER_RECEIVING);
    assertRefused(INSUFFICIENT_FUNDS, Transfer.takeBack(spent, AFTER_PAYING, ORIGINAL, null, BACK));

    accepted(
        Transfer.takeBack(
            restricted(true, true, "10").applyTo(AFTER_RECEIVING),
            restricted(true, true, "50").applyTo(AFTER_PAYING),
            ORIGINAL,
            null,
            BACK));
  }

  @Test
  void aTransferBackNeedsBothAccountsOpen() {
    var shut = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, Transfer.takeBack(shut, AFTER_PAYING, ORIGINAL, null, BACK));
    assertRefused(ACCOUNT_CLOSED, Transfer.takeBack(AFTER_RECEIVING, shut, ORIGINAL, null, BACK));
  }
}
