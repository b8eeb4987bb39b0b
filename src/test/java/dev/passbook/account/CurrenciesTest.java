package dev.passbook.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Currency;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {

  @ParameterizedTest
  @CsvSource({"EUR, 2", "USD, 2", "CHF, 2", "JPY, 0", "KRW, 0", "BHD, 3", "KWD, 3", "CLF, 4"})
  void aCurrencyInUseHasItsFractionDigits(String code, int fractionDigits) {
    assertEquals(
        Optional.of(fractionDigits),
        Currencies.inUse(code).map(Currency::getDefaultFractionDigits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEM", "FRF", "XXX", "XTS", "XAU", "XDR", "eur", "Eur", "EU", "EURO", "€", "", "ZZZ"
      })
  void noAccountIsOpenedInWhatIsNoMoneyToday(String code) {
    assertEquals(Optional.empty(), Currencies.inUse(code));
  }
}
