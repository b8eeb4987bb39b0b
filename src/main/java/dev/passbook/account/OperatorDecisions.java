package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.LIMIT_BELOW_USE;

import java.util.List;
import java.util.function.Supplier;

/**
 * The decisions that only operators ask for. What equals the account's state already is accepted
 * without an event.
 */
public final class OperatorDecisions {
  private OperatorDecisions() {}

  /** Decides how far the account may be overdrawn. */
  public static Decision<List<AccountEvent>> limit(Account account, Overdraft overdraft) {
    if (!overdraft.isAsFineAs(account.currency())) {
      return refuse(Refusal.because(AMOUNT_TOO_FINE).withBalance(account.balance()));
    }
    if (!overdraft.fitsInto(account.currency())) {
      return refuse(Refusal.because(AMOUNT_TOO_LONG).withBalance(account.balance()));
    }
    var limit = overdraft.in(account.currency());
    var used = used(account);
    return limit.isLessThan(used) && !account.isClosed()
        ? refuse(Refusal.because(LIMIT_BELOW_USE).withUsed(used))
        : change(
            account,
            limit.equals(account.overdraft()),
            () -> new AccountLimited(limit, account.balance()));
  }

  /** Returns how much of the overdraft the balance and the holds take. */
  private static Money used(Account account) {
    var free = account.balance().minus(account.held());
    var nothing = Money.zero(account.currency());
    return free.isLessThan(nothing) ? nothing.minus(free) : nothing;
  }

  /** Decides which movements are stopped. */
  public static Decision<List<AccountEvent>> restrict(Account account, Restrictions wanted) {
    return change(
        account,
        wanted.equals(account.restrictions()),
        () -> new AccountRestricted(wanted, account.balance()));
  }

  /** Decides to whom the account belongs. */
  public static Decision<List<AccountEvent>> changeHolder(Account account, Holder holder) {
    return change(
        account,
        holder.equals(account.holder()),
        () -> new HolderChanged(holder, account.balance()));
  }

  private static Decision<List<AccountEvent>> change(
      Account account, boolean isSo, Supplier<AccountEvent> event) {
    if (account.isClosed()) {
      return refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    return Decision.accept(isSo ? List.of() : List.of(event.get()));
  }

  private static Decision<List<AccountEvent>> refuse(Refusal refusal) {
    return Decision.refuse(refusal);
  }
}
