package dev.passbook.account;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact sum in a currency, always with the currency's fraction digits (ISO 4217).
 *
 * @throws ArithmeticException when the value has more fraction digits than the currency
 */
public record Money(BigDecimal value, Currency currency) {
  /** As many decimal digits as every client's double carries without loss. */
  public static final int MAX_DIGITS = 15;

  public Money {
    value = value.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
  }

  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  public Money plus(Money other) {
    return new Money(value.add(inThisCurrency(other)), currency);
  }

  public Money minus(Money other) {
    return new Money(value.subtract(inThisCurrency(other)), currency);
  }

  public boolean isLessThan(Money other) {
    return value.compareTo(inThisCurrency(other)) < 0;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  /** Whether a JSON number can carry it: at most {@value #MAX_DIGITS} digits. */
  public boolean isRepresentable() {
    // Nearly all have few digits, zeros included: leaving those out is work for the others only.
    return value.precision() <= MAX_DIGITS || digits(value) <= MAX_DIGITS;
  }

  /**
   * The digits of a number written plainly, without an exponent and without the fraction's trailing
   * zeros: 2 for {@code 10}, {@code 10.0} and {@code 1e1}. Never expands an exponent.
   */
  static long digits(BigDecimal number) {
    var beforeThePoint = (long) number.precision() - number.scale();
    if (beforeThePoint > MAX_DIGITS) {
      // Stripping zeros off such a number could overflow its exponent.
      return beforeThePoint;
    }
    var stripped = number.stripTrailingZeros();
    return stripped.precision() - Math.min(0L, stripped.scale());
  }

  private BigDecimal inThisCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(other.currency + " is not " + currency);
    }
    return other.value;
  }
}
