package dev.passbook.account;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The currencies of ISO 4217, list one, with their minor units as of {@link #AS_OF}.
 *
 * <p>The service has its own list because the JDK's list differs between releases and lacks the
 * second currency of a country (UYW, VED). The list includes funds. It leaves out precious metals,
 * units of account and test codes, because they are not money.
 */
public final class Currencies {
  /** The day from which Bulgaria uses the euro. BGN is withdrawn. */
  public static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);

  private static final String NO_FRACTION =
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";

  private static final String TWO_DIGITS =
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
      CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
      GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
      LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB
      PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
      SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
      """;

  private static final String THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND";
  private static final String FOUR_DIGITS = "CLF UYW";

  /** Currencies that countries no longer use, but in which accounts may exist. */
  private static final String WITHDRAWN = "ANG BGN HRK SLL ZWL";

  private static final Map<String, Currency> IN_USE = inUse();
  private static final Map<String, Currency> KNOWN = known();

  private Currencies() {}

  /** Returns the currency with this upper-case code, if an account can be opened in it. */
  public static Optional<Currency> inUse(String code) {
    return Optional.ofNullable(IN_USE.get(code));
  }

  /**
   * Returns the currency of an existing account. The currency may have been withdrawn since.
   *
   * @throws IllegalArgumentException if no account can ever have been opened in it
   */
  public static Currency of(String code) {
    var currency = KNOWN.get(code);
    if (currency == null) {
      throw new IllegalArgumentException("unknown currency " + code);
    }
    return currency;
  }

  private static Map<String, Currency> inUse() {
    var currencies = new HashMap<String, Currency>();
    add(currencies, NO_FRACTION, 0);
    add(currencies, TWO_DIGITS, 2);
    add(currencies, THREE_DIGITS, 3);
    add(currencies, FOUR_DIGITS, 4);
    return currencies;
  }

  private static Map<String, Currency> known() {
    var currencies = new HashMap<>(IN_USE);
    add(currencies, WITHDRAWN, 2);
    return currencies;
  }

  private static void add(Map<String, Currency> currencies, String codes, int fractionDigits) {
    for (var code : codes.split("\\s+")) {
      currencies.put(code, new Currency(code, fractionDigits));
    }
  }
}
