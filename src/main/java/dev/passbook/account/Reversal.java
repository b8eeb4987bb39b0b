package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.NOT_REVERSIBLE;

/**
 * Takes a movement back by its opposite. The original event stays as it is. Restrictions don't
 * apply, since an operator corrects a mistake.
 *
 * @param version the version of the event to take back
 * @param original the event at that version
 */
public record Reversal(long version, AccountEvent original, String reference) {

  /** Decides on the reversal of a single movement. */
  public Decision<AccountEvent> decide(Account account) {
    if (account.isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (original.reverses() != null || original.transferId() != null) {
      return Decision.refuse(Refusal.because(NOT_REVERSIBLE));
    }
    if (original instanceof BalanceCredited) {
      return account.takeBack(original.amount(), reference, null, version);
    }
    return original instanceof BalanceWithdrawn
        ? account.credit(original.amount(), reference, null, version)
        : Decision.refuse(Refusal.because(NOT_REVERSIBLE));
  }
}
