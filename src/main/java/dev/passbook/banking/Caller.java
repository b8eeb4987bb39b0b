package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import java.util.List;

/**
 * The caller, and which accounts it may use. All others are missing for the caller.
 *
 * <p>A holder may use its own accounts, and an operator all accounts of its tenant. Accounts
 * without a holder were opened without authentication. Operators of any tenant may read them, so no
 * operator may write to them.
 *
 * @param identity null if authentication is off, so that every account may be used
 */
public record Caller(Holder identity, boolean operator) {
  /** The caller of every request if authentication is off. */
  public static final Caller ANYONE = new Caller(null, false);

  /** Returns whether the caller is authenticated. */
  public boolean isAuthenticated() {
    return identity != null;
  }

  /**
   * Returns whether the caller may read an account.
   *
   * @param holder null for an account without a holder
   */
  public boolean canRead(Holder holder) {
    return !isAuthenticated()
        || (holder == null
            ? operator
            : operator && isSameTenant(holder) || identity.equals(holder));
  }

  /** Returns whether the caller may change the account and pay from it. */
  public boolean canWrite(Account account) {
    return !isAuthenticated() || account.holder() != null && canRead(account.holder());
  }

  boolean canCredit(Account account) {
    return !isAuthenticated() || account.holder() != null && isSameTenant(account.holder());
  }

  /**
   * Returns the scope of the caller's idempotency keys. It leaves out the role, so that keys
   * survive a change of role.
   */
  public List<String> keyScope() {
    return isAuthenticated() ? List.of(identity.tenant(), identity.subject()) : List.of("");
  }

  private boolean isSameTenant(Holder holder) {
    return identity.tenant().equals(holder.tenant());
  }
}
