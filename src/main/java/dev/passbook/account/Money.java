package dev.passbook.account;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount in a currency, always with the currency's fraction digits (ISO 4217).
 *
 * @throws ArithmeticException if the value has more fraction digits than the currency
 */
public record Money(BigDecimal value, Currency currency) {
  /** Every client can hold this many digits exactly in a double. */
  public static final int MAX_DIGITS = 15;

  public Money {
    value = value.setScale(currency.fractionDigits(), RoundingMode.UNNECESSARY);
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

  /**
   * Returns whether the value has at most {@value #MAX_DIGITS} digits in minor units, whatever its
   * sign.
   */
  public boolean isRepresentable() {
    return minorDigits() <= MAX_DIGITS;
  }

  /** Returns the number of digits in the currency's minor units. */
  int minorDigits() {
    return value.precision();
  }

  /** Returns whether the absolute value is larger than the other one. */
  boolean isLargerThan(Money other) {
    return value.abs().compareTo(inThisCurrency(other).abs()) > 0;
  }

  private BigDecimal inThisCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(other.currency + " is not " + currency);
    }
    return other.value;
  }
}
