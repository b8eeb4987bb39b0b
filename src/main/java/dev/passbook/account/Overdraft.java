package dev.passbook.account;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far an operator lets a balance fall below zero: zero, or what an {@link Amount} may be.
 *
 * @throws IllegalArgumentException if {@link #flawOf} finds a flaw
 */
public record Overdraft(BigDecimal value) {
  public Overdraft {
    flawOf(value)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(flaw);
            });
    value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  /** Returns why the number is no overdraft in any currency, as a phrase for the client. */
  public static Optional<String> flawOf(BigDecimal value) {
    if (value.signum() == 0) {
      return Optional.empty();
    }
    return value.signum() < 0 ? Optional.of("must be 0 or greater") : Amount.flawOf(value);
  }

  /** Returns whether the overdraft has no more fraction digits than the currency. */
  boolean isAsFineAs(Currency currency) {
    return value.scale() <= currency.fractionDigits();
  }

  /** Returns whether the overdraft has no more digits than an amount. */
  boolean fitsInto(Currency currency) {
    return in(currency).minorDigits() <= Amount.MAX_DIGITS;
  }

  Money in(Currency currency) {
    return new Money(value, currency);
  }
}
