package dev.passbook.account;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact sum in a currency, always with the currency's fraction digits (ISO 4217).
 *
 * @throws ArithmeticException when the value has more fraction digits than the currency
 */
public record Money(BigDecimal value, Currency currency) {
  /** A number of so many minor units is exact in every client's double. */
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

  /** Whether the sum has at most {@value #MAX_DIGITS} digits in minor units, whatever its sign. */
  public boolean isRepresentable() {
    return minorDigits() <= MAX_DIGITS;
  }

  /** Returns how many digits the sum has when it is counted in the currency's minor units. */
  int minorDigits() {
    return value.precision();
  }

  /** Whether the sum is further from zero than another one, on either side. */
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
