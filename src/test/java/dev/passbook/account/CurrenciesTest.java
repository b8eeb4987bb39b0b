package dev.passbook.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {

  @ParameterizedTest
  @CsvSource({
    "EUR, 2", "USD, 2", "CHF, 2", "JPY, 0", "KRW, 0", "BHD, 3", "KWD, 3", "CLF, 4", "UYW, 4",
    "VED, 2", "XCG, 2", "ZWG, 2", "SLE, 2"
  })
  void aCurrencyInUseHasItsFractionDigits(String code, int fractionDigits) {
    assertEquals(Optional.of(fractionDigits), Currencies.inUse(code).map(Currency::fractionDigits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BGN", "HRK", "ANG", "SLL", "ZWL", "CUC", "DEM", "FRF", "XXX", "XTS", "XAU", "XDR", "XAD",
        "eur", "Eur", "EU", "EURO", "€", "", "ZZZ"
      })
  void noAccountIsOpenedInACodeThatIsNoCurrencyToday(String code) {
    assertEquals(Optional.empty(), Currencies.inUse(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI"})
  void fundsAreInTheList(String code) {
    assertEquals(code, Currencies.inUse(code).orElseThrow().code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"BGN", "HRK", "ANG", "SLL", "ZWL"})
  void anAccountKeepsTheCurrencyThatWasWithdrawn(String code) {
    assertEquals(new Currency(code, 2), Currencies.of(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEM", "XXX", "eur", ""})
  void aCodeThatNoAccountEverUsedIsUnknown(String code) {
    assertThrows(IllegalArgumentException.class, () -> Currencies.of(code));
  }

  @Test
  void theListHasEveryCurrencyOfListOneThatIsMoney() {
    var codes = Stream.iterate(0, i -> i + 1).limit(26 * 26 * 26).map(CurrenciesTest::code);

    assertEquals(164, codes.filter(code -> Currencies.inUse(code).isPresent()).count());
  }

  private static String code(int number) {
    return "%c%c%c".formatted('A' + number / 676, 'A' + number / 26 % 26, 'A' + number % 26);
  }
}
