package dev.passbook.account;

/**
 * The reason why a command changes nothing.
 *
 * @param balance the account's balance, or null if the reason does not depend on it
 * @param amount the requested amount, or null if the reason does not depend on it
 */
public record Refusal(Reason reason, Money balance, Money amount) {

  /** The reasons, in the order in which the rules check them. The first that applies wins. */
  public enum Reason {
    CURRENCY_MISMATCH,
    AMOUNT_TOO_FINE,
    AMOUNT_TOO_LONG,
    ACCOUNT_CLOSED,
    INSUFFICIENT_FUNDS,
    BALANCE_NOT_ZERO,
    BALANCE_LIMIT
  }

  /**
   * Returns whether the request is invalid for this account in any state, so that nothing was
   * decided.
   */
  public boolean isFlawedRequest() {
    return reason == Reason.AMOUNT_TOO_FINE || reason == Reason.AMOUNT_TOO_LONG;
  }

  static Refusal because(Reason reason) {
    return new Refusal(reason, null, null);
  }
}
