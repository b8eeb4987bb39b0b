package dev.passbook.account;

import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.refused;
import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.BALANCE_LIMIT;
import static dev.passbook.account.Refusal.Reason.CURRENCY_MISMATCH;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TransferTest {
  private static final TransferLeg LEG = new TransferLeg("from-3", new UUID(0, 2), 2);
  private static final Account RICH = given(created(), credited("60", "60"));
  private static final Account POOR = given(created());
  private static final Account CLOSED = given(created(), closed());
  private static final Account YEN = given(new AccountCreated(null, Currencies.of("JPY")));
  private static final Account FULL =
      given(created(), credited("9999999999999.99", "9999999999999.99"));

  @Test
  void bothLegsNameTheTransfer() {
    var transfer = accepted(Transfer.decide(RICH, POOR, amount("10"), "rent", LEG, null));

    assertEquals(new BalanceWithdrawn(eur("10"), eur("50"), "rent", LEG), transfer.withdrawal());
    assertEquals(new BalanceCredited(eur("10"), eur("10"), "rent", "from-3"), transfer.credit());
    assertEquals("from-3", transfer.withdrawal().transferId());
  }

  @Test
  void theSumOfBothBalancesIsUnchanged() {
    var transfer = accepted(Transfer.decide(RICH, POOR, amount("59.99"), null, LEG, null));

    var before = RICH.balance().plus(POOR.balance());
    assertEquals(before, transfer.withdrawal().balance().plus(transfer.credit().balance()));
  }

  @Test
  void differentCurrenciesAreReportedFirst() {
    assertRefused(
        CURRENCY_MISMATCH, Transfer.decide(CLOSED, YEN, amount("0.001"), null, LEG, null));
  }

  @Test
  void aFlawedAmountIsReportedBeforeAClosedAccount() {
    assertRefused(AMOUNT_TOO_FINE, Transfer.decide(CLOSED, POOR, amount("0.001"), null, LEG, null));
  }

  @Test
  void aClosedAccountNeitherPaysNorReceives() {
    assertRefused(ACCOUNT_CLOSED, Transfer.decide(CLOSED, POOR, amount("1"), null, LEG, null));
    assertRefused(ACCOUNT_CLOSED, Transfer.decide(RICH, CLOSED, amount("1"), null, LEG, null));
  }

  @Test
  void thePayersRefusalComesFirst() {
    assertRefused(INSUFFICIENT_FUNDS, Transfer.decide(POOR, CLOSED, amount("1"), null, LEG, null));
  }

  @Test
  void missingFundsStateThePayersBalance() {
    var refusal = refused(Transfer.decide(RICH, POOR, amount("60.01"), null, LEG, null));

    assertEquals(Refusal.because(INSUFFICIENT_FUNDS).withFunds(RICH, eur("60.01")), refusal);
  }

  @Test
  void aPayeeAtItsLimitRefuses() {
    assertRefused(BALANCE_LIMIT, Transfer.decide(RICH, FULL, amount("0.02"), null, LEG, null));
  }
}
