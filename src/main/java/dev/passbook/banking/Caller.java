package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.Holder;
import dev.passbook.eventstore.Actor;
import java.util.List;

/**
 * The caller, and which accounts it may use. All others are missing for the caller.
 *
 * <p>A holder may use its own accounts, and an operator all accounts of its tenant. Accounts
 * without a holder, or with one that has no tenant, date from a time without authentication.
 * Operators of any tenant may read them, so no operator may write to them, except to give them to a
 * holder.
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
        || (isNobodys(holder)
            ? operator
            : operator && isSameTenant(holder) || identity.equals(holder));
  }

  /** Returns whether the caller may change the account and pay from it. */
  public boolean canWrite(Account account) {
    return !isAuthenticated() || !isNobodys(account.holder()) && canRead(account.holder());
  }

  /**
   * Returns a holder of the caller's tenant. If callers are not told apart, there is no tenant, and
   * the holder has an empty one.
   */
  public Holder holderNamed(String subject) {
    return new Holder(isAuthenticated() ? identity.tenant() : "", subject);
  }

  /** Returns whether the caller may see and do what is for operators. */
  public boolean actsAsOperator() {
    return operator || !isAuthenticated();
  }

  /** Returns who acts, or null if callers are not told apart. */
  Actor actor() {
    return isAuthenticated()
        ? new Actor(identity.subject(), operator ? "operator" : Actor.USUAL_ROLE)
        : null;
  }

  boolean canCredit(Account account) {
    return !isAuthenticated() || !isNobodys(account.holder()) && isSameTenant(account.holder());
  }

  /**
   * Returns the scope of the caller's idempotency keys. It leaves out the role, so that keys
   * survive a change of role.
   */
  public List<String> keyScope() {
    return isAuthenticated() ? List.of(identity.tenant(), identity.subject()) : List.of("");
  }

  /** Returns whether no token can name the holder. */
  static boolean isNobodys(Holder holder) {
    return holder == null || !holder.hasTenant();
  }

  private boolean isSameTenant(Holder holder) {
    return identity.tenant().equals(holder.tenant());
  }
}
