package dev.passbook.account;

/**
 * A currency of ISO 4217.
 *
 * @param code three capital letters
 * @param fractionDigits the number of digits after the decimal point
 */
public record Currency(String code, int fractionDigits) {
  @Override
  public String toString() {
    return code;
  }
}
