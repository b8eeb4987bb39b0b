package dev.passbook.account;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/**
 * The amount that a client names: above zero and exact, but not yet in a currency, since only the
 * account knows its own.
 *
 * @throws IllegalArgumentException when {@link #flawOf} finds a flaw
 */
public record Amount(BigDecimal value) {
  /** The most that any currency of ISO 4217 has (CLF). */
  private static final int MAX_FRACTION_DIGITS = 4;

  public Amount {
    flawOf(value)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(flaw);
            });
    value = value.stripTrailingZeros();
  }

  /** What makes this number no amount in any currency, as a phrase for the client. */
  public static Optional<String> flawOf(BigDecimal value) {
    if (value.signum() <= 0) {
      return Optional.of("must be greater than 0");
    }
    if (Money.digits(value) > Money.MAX_DIGITS) {
      return Optional.of("must have at most " + Money.MAX_DIGITS + " digits");
    }
    if (value.stripTrailingZeros().scale() > MAX_FRACTION_DIGITS) {
      return Optional.of("must have at most the currency's fraction digits");
    }
    return Optional.empty();
  }

  /** The amount as money, or nothing if it has more fraction digits than the currency. */
  public Optional<Money> in(Currency currency) {
    return value.scale() <= currency.getDefaultFractionDigits()
        ? Optional.of(new Money(value, currency))
        : Optional.empty();
  }
}
