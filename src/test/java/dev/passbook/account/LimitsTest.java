package dev.passbook.account;

import static dev.passbook.account.Bankbook.accepted;
import static dev.passbook.account.Bankbook.amount;
import static dev.passbook.account.Bankbook.assertRefused;
import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.eur;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.BALANCE_LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the limits of a balance and of a single amount. */
class LimitsTest {
  private static final TransferLeg LEG = new TransferLeg("from-3", new UUID(0, 2), 2);

  @Test
  void fifteenDigitsAreTheLargestBalance() {
    var account = given(created(), credited("9999999999999.98", "9999999999999.98"));

    assertEquals(eur("9999999999999.99"), accepted(account.credit(amount("0.01"), null)).balance());
    assertRefused(BALANCE_LIMIT, account.credit(amount("0.02"), null));
  }

  @Test
  void theMinorUnitsOfARoundBalanceCount() {
    var account = given(created(), credited("9999999999999", "9999999999999"));

    assertRefused(BALANCE_LIMIT, account.credit(amount("1"), null));
  }

  /** An account that holds less than 99 percent of its limit can take every valid amount. */
  @Test
  void theLargestAmountFitsBelowNinetyNinePercentOfTheLimit() {
    var account = given(created(), credited("9900000000000", "9900000000000"));

    accepted(account.credit(amount("99999999999.99"), null));
  }

  @Test
  void aLongerAmountIsAFlawedRequestAtAnyBalance() {
    for (var account : new Account[] {given(created()), given(created(), closed())}) {
      assertRefused(AMOUNT_TOO_LONG, account.credit(amount("100000000000"), null));
      assertRefused(AMOUNT_TOO_LONG, account.withdraw(amount("100000000000"), null));
    }
  }

  @Test
  void aTransferOfALongerAmountIsAFlawedRequest() {
    var rich = given(created(), credited("200000000000", "200000000000"));
    var full = given(created(), credited("9999999999999.99", "9999999999999.99"));

    assertRefused(
        AMOUNT_TOO_LONG, Transfer.decide(rich, full, amount("100000000000"), null, LEG, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000000000", "10000000000000.01", "999999999999999"})
  void aBalanceAboveTodaysLimitCanOnlyShrink(String balance) {
    var account = given(created(), credited(balance, balance));

    var event = accepted(account.withdraw(amount("0.01"), null));

    assertEquals(eur(balance).minus(eur("0.01")), event.balance());
    assertRefused(BALANCE_LIMIT, account.credit(amount("0.01"), null));
  }

  @Test
  void aBalanceBelowZeroHasTheSameLimit() {
    var account = given(created());
    var overdrawn = account.withBalance(eur("-9999999999999.99"));

    accepted(overdrawn.credit(amount("0.01"), null));
    assertEquals(true, eur("-10000000000000").isLargerThan(overdrawn.balance()));
  }
}
