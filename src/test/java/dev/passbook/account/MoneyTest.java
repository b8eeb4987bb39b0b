package dev.passbook.account;

import static dev.passbook.account.Bankbook.eur;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "EUR, 5, 5.00",
    "EUR, 5e1, 50.00",
    "JPY, 5.0, 5",
    "BHD, 5.1, 5.100",
    "CLF, 5, 5.0000"
  })
  void moneyAlwaysHasItsCurrencysFractionDigits(String code, String written, String kept) {
    var money = new Money(new BigDecimal(written), Currencies.of(code));

    assertEquals(kept, money.value().toPlainString());
  }

  @Test
  void equalSumsAreEqualInEveryNotation() {
    assertEquals(eur("5"), eur("5.000"));
  }

  @Test
  void nothingIsEverRounded() {
    assertThrows(ArithmeticException.class, () -> eur("0.005"));
  }

  @Test
  void sumsAndDifferencesAreExact() {
    assertEquals(eur("0.30"), eur("0.10").plus(eur("0.20")));
    assertEquals(eur("-0.10"), eur("0.10").minus(eur("0.20")));
  }

  @Test
  void aTenthAThousandTimesIsAHundred() {
    var sum = Money.zero(Bankbook.EUR);
    for (int i = 0; i < 1_000; i++) {
      sum = sum.plus(eur("0.1"));
    }

    assertEquals(eur("100"), sum);
  }

  @Test
  void moneyOfTwoCurrenciesCannotBeCombined() {
    var yen = new Money(BigDecimal.ONE, Currencies.of("JPY"));

    assertThrows(IllegalArgumentException.class, () -> eur("1").plus(yen));
    assertThrows(IllegalArgumentException.class, () -> eur("1").minus(yen));
    assertThrows(IllegalArgumentException.class, () -> eur("1").isLessThan(yen));
  }

  @ParameterizedTest
  @CsvSource({
    "EUR, 9999999999999.99, true",
    "EUR, -9999999999999.99, true",
    "EUR, 10000000000000, false",
    "EUR, -10000000000000, false",
    "EUR, 0, true",
    "JPY, 999999999999999, true",
    "JPY, 1000000000000000, false",
    "BHD, 999999999999.999, true",
    "BHD, 1000000000000, false",
    "CLF, 99999999999.9999, true",
    "CLF, 100000000000, false"
  })
  void aBalanceHasFifteenDigitsInMinorUnitsWhateverItsSign(
      String code, String value, boolean carries) {
    var money = new Money(new BigDecimal(value), Currencies.of(code));

    assertEquals(carries, money.isRepresentable());
  }

  @Test
  void theSmallerSumIsLess() {
    assertTrue(eur("0.01").isLessThan(eur("0.02")));
    assertFalse(eur("0.02").isLessThan(eur("0.02")));
  }
}
