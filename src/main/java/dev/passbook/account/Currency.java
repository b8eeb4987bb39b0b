package dev.passbook.account;

/**
 * A currency as ISO 4217 describes it.
 *
 * @param code three capital letters
 * @param fractionDigits the digits that its minor unit takes after the point
 */
public record Currency(String code, int fractionDigits) {
  @Override
  public String toString() {
    return code;
  }
}
