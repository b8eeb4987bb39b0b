package dev.passbook.account;

import static dev.passbook.account.Bankbook.amount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  private static final String TOO_SMALL = "must be greater than 0";
  private static final String TOO_LONG = "must have at most 13 digits in the currency's minor unit";
  private static final String TOO_FINE = "must have at most the currency's fraction digits";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "0.0001",
        "9999999999999",
        "999999999.9999",
        "99999999999.99",
        "1e12",
        "1.000000000000000000000000000000",
        "0.10000000000000000000"
      })
  void aNumberThatSomeCurrencyAllowsIsAnAmount(String number) {
    assertEquals(Optional.empty(), Amount.flawOf(new BigDecimal(number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.00", "0e999999999", "-0.01", "-1", "-1e999999999"})
  void anAmountIsAboveZero(String number) {
    assertFlaw(TOO_SMALL, number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000000000",
        "1e13",
        "10000000000000.0",
        "12345678901234",
        "123456789012.34",
        "9999999999999.9"
      })
  void anAmountHasAtMostThirteenDigits(String number) {
    assertFlaw(TOO_LONG, number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.00001", "1.23456", "1e-5"})
  void noCurrencyHasMoreThanFourFractionDigits(String number) {
    assertFlaw(TOO_FINE, number);
  }

  @ParameterizedTest
  @CsvSource({"1e999999999, " + TOO_LONG, "1e2147483647, " + TOO_LONG})
  @Timeout(600)
  void anExponentBombIsRefusedWithoutBeingExpanded(String number, String flaw) {
    assertFlaw(flaw, number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-999999999", "1e-2147483647", "123456789e-999999999"})
  @Timeout(600)
  void aFractionBombIsRefusedWithoutBeingExpanded(String number) {
    assertFlaw(TOO_FINE, number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10.0", "1e1", "0.1e2", "10.00000000"})
  void allNotationsOfTenAreEqual(String number) {
    assertEquals(amount("10"), amount(number));
  }

  @ParameterizedTest
  @CsvSource({
    "EUR, 10.01, true",
    "EUR, 10.005, false",
    "EUR, 10.010, true",
    "JPY, 10, true",
    "JPY, 10.0, true",
    "JPY, 0.1, false",
    "JPY, 1e2, true",
    "BHD, 0.001, true",
    "BHD, 0.0001, false",
    "CLF, 0.0001, true"
  })
  void anAmountHasAtMostTheCurrencysFractionDigits(String code, String number, boolean fits) {
    assertEquals(fits, amount(number).isAsFineAs(Currencies.of(code)));
  }

  @ParameterizedTest
  @CsvSource({
    "JPY, 9999999999999, true",
    "EUR, 99999999999.99, true",
    "EUR, 100000000000, false",
    "EUR, 9999999999999, false",
    "BHD, 9999999999.999, true",
    "BHD, 10000000000, false",
    "CLF, 999999999.9999, true",
    "CLF, 1e9, false",
    "UYW, 999999999.9999, true",
    "JPY, 1e12, true"
  })
  void anAmountHasAtMostThirteenDigitsInMinorUnits(String code, String number, boolean fits) {
    assertEquals(fits, amount(number).fitsInto(Currencies.of(code)));
  }

  @Test
  void aFlawedNumberNeverBecomesAnAmount() {
    var flaw = assertThrows(IllegalArgumentException.class, () -> amount("0"));

    assertEquals(TOO_SMALL, flaw.getMessage());
  }

  private static void assertFlaw(String flaw, String number) {
    assertEquals(Optional.of(flaw), Amount.flawOf(new BigDecimal(number)));
  }
}
