package dev.passbook.account;

import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The currencies of ISO 4217 that an account can be opened in.
 *
 * <p>The JDK also knows withdrawn currencies (DEM) and codes that are no money (XXX, XAU). What
 * some country pays with today is in use, and so are the fund codes of the standard's list one.
 */
public final class Currencies {
  private static final Set<String> FUND_CODES =
      Set.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW");

  private static final Set<Currency> IN_USE =
      Stream.concat(
              Stream.of(Locale.getISOCountries())
                  .map(country -> Currency.getInstance(new Locale("", country))),
              FUND_CODES.stream().flatMap(code -> known(code).stream()))
          .filter(currency -> currency != null && currency.getDefaultFractionDigits() >= 0)
          .collect(Collectors.toUnmodifiableSet());

  private Currencies() {}

  /** The currency with this code, in upper case, if an account can be opened in it. */
  public static Optional<Currency> inUse(String code) {
    return known(code).filter(IN_USE::contains);
  }

  private static Optional<Currency> known(String code) {
    return Currency.getAvailableCurrencies().stream().filter(hasCode(code)).findFirst();
  }

  private static Predicate<Currency> hasCode(String code) {
    return currency -> currency.getCurrencyCode().equals(code);
  }
}
