package dev.passbook.account;

/**
 * What an operator has stopped on an account.
 *
 * @param reason for operators; null if none was given
 */
public record Restrictions(boolean debits, boolean credits, String reason) {
  public static final Restrictions NONE = new Restrictions(false, false, null);
}
