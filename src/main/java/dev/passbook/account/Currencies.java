package dev.passbook.account;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The currencies of ISO 4217 that an account can be opened in.
 *
 * <p>The JDK also knows withdrawn currencies (DEM) and codes that are no money (XXX, XAU). What
 * some country pays with today is in use, and so are the fund codes of the standard's list one.
 */
public final class Currencies {
  private static final Stream<String> FUND_CODES =
      Stream.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI");

  private static final Map<String, Currency> IN_USE =
      Stream.concat(ofCountries(), FUND_CODES.map(Currency::getInstance))
          .filter(currency -> currency.getDefaultFractionDigits() >= 0)
          .distinct()
          .collect(toUnmodifiableMap(Currency::getCurrencyCode, currency -> currency));

  private Currencies() {}

  /** The currency with this code, in upper case, if an account can be opened in it. */
  public static Optional<Currency> inUse(String code) {
    return Optional.ofNullable(IN_USE.get(code));
  }

  private static Stream<Currency> ofCountries() {
    return Stream.of(Locale.getISOCountries())
        .map(country -> Currency.getInstance(new Locale("", country)))
        .filter(Objects::nonNull);
  }
}
