package dev.passbook.moves.importing;

import dev.passbook.account.Currency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Reads the numbers of an earlier system, which may have computed them with binary fractions: 0.1 +
 * 0.2 is 0.30000000000000004 there.
 */
final class OldNumber {
  /** A rounding error above this is no artefact of binary fractions. */
  private static final BigDecimal LARGEST_ERROR = new BigDecimal("0.000001");

  private static final int LONGEST = 400;

  /** A larger exponent than that of any double would make the rounding very slow. */
  private static final int LARGEST_EXPONENT = 400;

  private OldNumber() {}

  /** Returns the number that the text spells, or empty for a text that is none. */
  static Optional<BigDecimal> parse(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var number = new BigDecimal(text.strip());
      return Math.abs((long) number.scale()) > LARGEST_EXPONENT
          ? Optional.empty()
          : Optional.of(number);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Returns the nearest number with the currency's fraction digits. */
  static BigDecimal rounded(BigDecimal number, Currency currency) {
    return number.setScale(currency.fractionDigits(), RoundingMode.HALF_EVEN);
  }

  /** Returns whether the rounding changes no more than computing with binary fractions does. */
  static boolean isExact(BigDecimal number, BigDecimal rounded) {
    return number.subtract(rounded).abs().compareTo(LARGEST_ERROR) <= 0;
  }
}
