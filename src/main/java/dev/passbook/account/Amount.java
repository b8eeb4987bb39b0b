package dev.passbook.account;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The amount that a client names: above zero and exact, but not yet in a currency, since only the
 * account knows its own.
 *
 * @throws IllegalArgumentException when {@link #flawOf} finds a flaw
 */
public record Amount(BigDecimal value) {
  /**
   * The most digits of an amount, counted in the currency's minor units.
   *
   * <p>Two less than a balance may have. If an amount could reach the limit of a balance, the
   * refusal of a payment would tell the payer to the cent what the payee's balance is.
   */
  public static final int MAX_DIGITS = Money.MAX_DIGITS - 2;

  /** The most that any currency of ISO 4217 has (CLF, UYW). */
  private static final int MAX_FRACTION_DIGITS = 4;

  public Amount {
    flawOf(value)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(flaw);
            });
    value = value.stripTrailingZeros();
  }

  /** Returns what makes this number no amount in any currency, as a phrase for the client. */
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

  /** Whether the amount has no more fraction digits than the currency. */
  boolean isAsFineAs(Currency currency) {
    return value.scale() <= currency.fractionDigits();
  }

  /** Whether the amount has at most {@value #MAX_DIGITS} digits in minor units of the currency. */
  boolean fitsInto(Currency currency) {
    return in(currency).minorDigits() <= MAX_DIGITS;
  }

  /**
   * Returns the amount as money.
   *
   * @throws ArithmeticException when it has more fraction digits than the currency
   */
  Money in(Currency currency) {
    return new Money(value, currency);
  }

  /**
   * The digits of a number written plainly, without an exponent and without the fraction's trailing
   * zeros: 2 for {@code 10}, {@code 10.0} and {@code 1e1}. Never expands an exponent. In minor
   * units of any currency there are at least as many.
   */
  private static long digits(BigDecimal number) {
    var beforeThePoint = (long) number.precision() - number.scale();
    if (beforeThePoint > MAX_DIGITS) {
      // Stripping zeros off such a number could overflow its exponent.
      return beforeThePoint;
    }
    var stripped = number.stripTrailingZeros();
    return stripped.precision() - Math.min(0L, stripped.scale());
  }
}
