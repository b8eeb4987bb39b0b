package dev.passbook.account;

import static dev.passbook.account.Bankbook.closed;
import static dev.passbook.account.Bankbook.created;
import static dev.passbook.account.Bankbook.credited;
import static dev.passbook.account.Bankbook.given;
import static dev.passbook.account.Bankbook.withdrawn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fold rejects a history that the rules cannot have written. */
class DamagedHistoryTest {

  static AccountEvent[] everyEventButTheFirst() {
    return new AccountEvent[] {credited("1", "1"), withdrawn("1", "0"), closed()};
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

  @Test
  void moneyOfAnotherCurrencyIsDamage() {
    var yen = new Money(BigDecimal.TEN, Currencies.of("JPY"));

    assertThrows(
        IllegalArgumentException.class,
        () -> given(created(), new BalanceCredited(yen, yen, null, null)));
  }

  private static void assertDamaged(String why, AccountEvent... history) {
    var damage = assertThrows(IllegalStateException.class, () -> given(history));
    assertEquals(why, damage.getMessage());
  }
}
