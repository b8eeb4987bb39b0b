package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import java.util.List;

/**
 * Who asks, and what is within reach. What is not is as if it did not exist.
 *
 * <p>A holder reaches the own accounts, and an operator all of the tenant. Accounts that are
 * nobody's, which were opened before callers were told apart, are read by operators, of whatever
 * tenant: for that reason they don't write to them.
 *
 * @param identity null where callers are not told apart: then everything is within reach
 */
public record Caller(Holder identity, boolean operator) {
  /** Whoever asks, where callers are not told apart. */
  public static final Caller ANYONE = new Caller(null, false);

  public boolean isToldApart() {
    return identity != null;
  }

  /**
   * Whether an account is to be read.
   *
   * @param holder null for an account that is nobody's
   */
  boolean sees(Holder holder) {
    return !isToldApart()
        || (holder == null ? operator : operator && isNeighbour(holder) || identity.equals(holder));
  }

  /** Whether the account is to be changed and paid from. */
  boolean changes(Account account) {
    return !isToldApart() || account.holder() != null && sees(account.holder());
  }

  /** Whether the account is to be paid to. */
  boolean pays(Account account) {
    return !isToldApart() || account.holder() != null && isNeighbour(account.holder());
  }

  /** What idempotency keys are one's own within; the role may come and go, the keys stay. */
  List<String> keyScope() {
    return isToldApart() ? List.of(identity.tenant(), identity.subject()) : List.of("");
  }

  private boolean isNeighbour(Holder holder) {
    return identity.tenant().equals(holder.tenant());
  }
}
