package dev.passbook.account;

/**
 * Why a command changes nothing.
 *
 * @param balance of the account that refused; null where the reason does not rest on it
 * @param amount that was asked for; null where the reason does not rest on it
 */
public record Refusal(Reason reason, Money balance, Money amount) {

  /** The reasons in the order in which the rules look: the first that applies is the answer. */
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
   * Whether the request could never have been right for this account, so that nothing was decided.
   */
  public boolean isFlawedRequest() {
    return reason == Reason.AMOUNT_TOO_FINE || reason == Reason.AMOUNT_TOO_LONG;
  }

  static Refusal because(Reason reason) {
    return new Refusal(reason, null, null);
  }
}
