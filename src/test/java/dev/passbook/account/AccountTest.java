package dev.passbook.account;

import static dev.passbook.account.Bankbook.EUR;
import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.refused;
import static dev.passbook.account.Bankbook.withdrawn;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.BALANCE_NOT_ZERO;
import static dev.passbook.account.Refusal.Reason.EXPIRY_PASSED;
import static dev.passbook.account.Refusal.Reason.EXPIRY_TOO_FAR;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountTest {
  @Test
  void aNewAccountIsOpenAndEmpty() {
    var account = given(Account.open("Ada", EUR));

    assertEquals(new Account("Ada", EUR, Account.Status.OPEN, eur("0"), null), account);
  }

  @Test
  void anAccountNeedsNoOwner() {
    assertNull(given(Account.open(null, EUR)).owner());
  }

  @Test
  void aCreditAddsToTheBalance() {
    var event = accepted(given(created(), credited("50", "50")).credit(amount("10"), "salary"));

    assertEquals(new BalanceCredited(eur("10"), eur("60"), "salary", null), event);
  }

  @Test
  void aWithdrawalTakesFromTheBalance() {
    var event = accepted(given(created(), credited("60", "60")).withdraw(amount("10"), "rent"));

    assertEquals(new BalanceWithdrawn(eur("10"), eur("50"), "rent", null), event);
  }

  @Test
  void sixtyLessTenLessTenPlusTenIsFifty() {
    var account =
        given(
            created(),
            credited("60", "60"),
            withdrawn("10", "50"),
            withdrawn("10", "40"),
            credited("10", "50"));

    assertEquals(eur("50"), account.balance());
  }

  @Test
  void theWholeBalanceCanBeWithdrawn() {
    var event = accepted(given(created(), credited("60", "60")).withdraw(amount("60"), null));

    assertTrue(event.balance().isZero());
  }

  @Test
  void aRefusedOverdraftStatesBalanceAndAmount() {
    var refusal = refused(given(created(), credited("5", "5")).withdraw(amount("5.01"), null));

    assertEquals(
        Refusal.because(INSUFFICIENT_FUNDS)
            .withFunds(given(created(), credited("5", "5")), eur("5.01")),
        refusal);
  }

  @Test
  void anAccountIsClosedAtBalanceZero() {
    var account = given(created(), credited("5", "5"), withdrawn("5", "0"));

    assertEquals(closed(), accepted(account.close()));
    assertEquals(Account.Status.CLOSED, closed().applyTo(account).status());
  }

  @Test
  void anAccountWithMoneyIsNotClosedAndTheRefusalStatesTheBalance() {
    var refusal = refused(given(created(), credited("0.01", "0.01")).close());

    assertEquals(Refusal.because(BALANCE_NOT_ZERO).withBalance(eur("0.01")), refusal);
  }

  @Test
  void aClosedAccountRefusesEveryWrite() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, account.credit(amount("1"), null));
    assertRefused(ACCOUNT_CLOSED, account.withdraw(amount("1"), null));
    assertRefused(ACCOUNT_CLOSED, account.close());
  }

  @Test
  void anAmountWithTooManyFractionDigitsIsAFlawedRequest() {
    var refusal = refused(given(created()).credit(amount("0.001"), null));

    assertEquals(AMOUNT_TOO_FINE, refusal.reason());
    assertTrue(refusal.isFlawedRequest());
  }

  @Test
  void aFlawedAmountIsReportedBeforeTheClosedAccount() {
    assertRefused(AMOUNT_TOO_FINE, given(created(), closed()).credit(amount("0.001"), null));
    assertRefused(AMOUNT_TOO_FINE, given(created(), closed()).withdraw(amount("0.001"), null));
  }

  @Test
  void aClosedAccountIsReportedBeforeMissingFundsAndBeforeTheLimit() {
    var account = given(created(), closed());

    assertRefused(ACCOUNT_CLOSED, account.withdraw(amount("1"), null));
    assertRefused(ACCOUNT_CLOSED, account.credit(amount("99999999999.99"), null));
  }

  @Test
  void missingFundsAreReportedBeforeTheLimit() {
    assertRefused(INSUFFICIENT_FUNDS, given(created()).withdraw(amount("99999999999.99"), null));
  }

  @Test
  void onlyAFlawedAmountOrExpiryIsAFlawedRequest() {
    var flaws = Set.of(AMOUNT_TOO_FINE, AMOUNT_TOO_LONG, EXPIRY_PASSED, EXPIRY_TOO_FAR);

    for (var reason : Refusal.Reason.values()) {
      assertEquals(flaws.contains(reason), Refusal.because(reason).isFlawedRequest());
    }
  }

  @Test
  void aDecisionDoesNotChangeTheAccount() {
    var account = given(created(), credited("5", "5"));

    accepted(account.credit(amount("5"), null));

    assertEquals(eur("5"), account.balance());
    assertFalse(account.isClosed());
  }
}
