package dev.passbook.account;

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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fold rejects a history that the rules cannot have written. */
class DamagedHistoryTest {
  /** An account of 10 with a hold on 4. */
  private static final Account HELD =
      given(created(), credited("10", "10"), placed(3, "4", "4", "10"));

  static AccountEvent[] everyEventButTheFirst() {
    return new AccountEvent[] {
      credited("1", "1"),
      withdrawn("1", "0"),
      closed(),
      placed(2, "1", "1", "0"),
      released(2, "1", "0", "0"),
      expired(2, "1", "0", "0"),
      captured("1", "0", 2, "0"),
      limited("1", "0"),
      restricted(true, true, "0"),
      new HolderChanged(new Holder("acme", "ada"), eur("0"))
    };
  }

  @ParameterizedTest
  @MethodSource("everyEventButTheFirst")
  void nothingHappensToAnAccountThatWasNeverCreated(AccountEvent event) {
    assertDamaged("the account was never created", event);
  }

  @ParameterizedTest
  @MethodSource("everyEventButTheFirst")
  void nothingHappensToAClosedAccount(AccountEvent event) {
    assertDamaged("the account is closed already", created(), closed(), event);
  }

  @Test
  void anAccountIsCreatedOnce() {
    assertDamaged("the account exists already", created(), created());
  }

  @Test
  void aCreditThatRecordedAnotherBalanceIsDamage() {
    assertDamaged("the recorded balance is not the folded one", created(), credited("10", "10.01"));
  }

  @Test
  void aWithdrawalThatRecordedAnotherBalanceIsDamage() {
    assertDamaged(
        "the recorded balance is not the folded one",
        created(),
        credited("10", "10"),
        withdrawn("1", "9.01"));
  }

  @Test
  void anAccountThatClosedWithMoneyOnItIsDamage() {
    assertDamaged(
        "the recorded balance is not the folded one", created(), credited("10", "10"), closed());
  }

  static AccountEvent[] everyEventThatMovesNoMoney() {
    return new AccountEvent[] {
      placed(3, "1", "1", "9"),
      limited("1", "9"),
      restricted(true, true, "9"),
      new HolderChanged(new Holder("acme", "ada"), eur("9"))
    };
  }

  @ParameterizedTest
  @MethodSource("everyEventThatMovesNoMoney")
  void anEventThatMovedNoMoneyButRecordedAnotherBalanceIsDamage(AccountEvent event) {
    assertDamaged(
        "the recorded balance is not the folded one", created(), credited("10", "10"), event);
  }

  @Test
  void aHoldThatRecordedAnotherSumOfHoldsIsDamage() {
    assertDamaged(
        "the recorded sum of the holds is not the folded one",
        created(),
        credited("10", "10"),
        placed(3, "4", "5", "10"));
    assertDamaged(
        "the recorded sum of the holds is not the folded one",
        HELD,
        released(3, "4", "0.01", "10"));
    assertDamaged(
        "the recorded sum of the holds is not the folded one", HELD, expired(3, "4", "4", "10"));
  }

  @Test
  void theEndOfAnUnknownHoldIsDamage() {
    var why = "the hold has ended or was never placed";

    assertDamaged(why, HELD, released(2, "4", "4", "10"));
    assertDamaged(why, HELD, expired(2, "4", "4", "10"));
    assertDamaged(why, HELD, captured("1", "9", 2, "3"));
    assertDamaged(why, released(3, "4", "0", "10").applyTo(HELD), released(3, "4", "0", "10"));
  }

  @Test
  void aHoldThatEndedWithAnotherAmountIsDamage() {
    assertDamaged("the hold reserved another amount", HELD, released(3, "3", "0", "10"));
    assertDamaged("the hold reserved another amount", HELD, expired(3, "5", "0", "10"));
  }

  @Test
  void aCaptureOfMoreThanIsHeldIsDamage() {
    assertDamaged(
        "the hold reserved less than was captured", HELD, captured("4.01", "5.99", 3, "0"));
  }

  @Test
  void aCaptureThatRecordedAnotherRestIsDamage() {
    assertDamaged(
        "the recorded rest of the hold is not the folded one", HELD, captured("1", "9", 3, "2"));
  }

  @Test
  void moneyOfAnotherCurrencyIsDamage() {
    var yen = new Money(BigDecimal.TEN, Currencies.of("JPY"));

    assertThrows(
        IllegalArgumentException.class,
        () -> given(created(), new BalanceCredited(yen, yen, null, null)));
  }

  private static void assertDamaged(String why, Account account, AccountEvent next) {
    var damage = assertThrows(IllegalStateException.class, () -> next.applyTo(account));
    assertEquals(why, damage.getMessage());
  }

  private static void assertDamaged(String why, AccountEvent... history) {
    var damage = assertThrows(IllegalStateException.class, () -> given(history));
    assertEquals(why, damage.getMessage());
  }
}
