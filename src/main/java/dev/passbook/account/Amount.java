package dev.passbook.account;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * An amount from a client: above zero and exact. It has no currency, since only the account knows
 * its currency.
 *
 * @throws IllegalArgumentException if {@link #flawOf} finds a flaw
 */
public record Amount(BigDecimal value) {
  /**
   * The most digits of an amount in the currency's minor units.
   *
   * <p>This is two less than a balance may have. If an amount could reach the limit of a balance,
   * the refusal of a payment would reveal the payee's exact balance to the payer.
   */
  public static final int MAX_DIGITS = Money.MAX_DIGITS - 2;

  /** The most fraction digits of any currency in ISO 4217 (CLF, UYW). */
  private static final int MAX_FRACTION_DIGITS = 4;

  public Amount {
    flawOf(value)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(flaw);
            });
    value = value.stripTrailingZeros();
  }

  /** Returns why the number is not a valid amount in any currency, as a phrase for the client. */
  public static Optional<String> flawOf(BigDecimal value) {
    if (value.signum() <= 0) {
      return Optional.of("must be greater than 0");
    }
    if (digits(value) > MAX_DIGITS) {
      return Optional.of(
          "must have at most " + MAX_DIGITS + " digits in the currency's minor unit");
    }
    if (value.stripTrailingZeros().scale() > MAX_FRACTION_DIGITS) {
      return Optional.of("must have at most the currency's fraction digits");
    }
    return Optional.empty();
  }

  /** Returns whether the amount has no more fraction digits than the currency. */
  boolean isAsFineAs(Currency currency) {
    return value.scale() <= currency.fractionDigits();
  }

  /**
   * Returns whether the amount has at most {@value #MAX_DIGITS} digits in minor units of the
   * currency.
   */
  boolean fitsInto(Currency currency) {
    return in(currency).minorDigits() <= MAX_DIGITS;
  }

  /**
   * Returns the amount as money.
   *
   * @throws ArithmeticException if it has more fraction digits than the currency
   */
  Money in(Currency currency) {
    return new Money(value, currency);
  }

  /**
   * Counts the digits of a number in plain notation, without trailing zeros of the fraction: 2 for
   * {@code 10}, {@code 10.0} and {@code 1e1}. It never expands an exponent. In minor units, the
   * number has at least as many digits in any currency.
   */
  private static long digits(BigDecimal number) {
    var beforeThePoint = (long) number.precision() - number.scale();
    if (beforeThePoint > MAX_DIGITS) {
      // Stripping zeros from such a number could overflow its exponent.
      return beforeThePoint;
    }
    var stripped = number.stripTrailingZeros();
    return stripped.precision() - Math.min(0L, stripped.scale());
  }
}
