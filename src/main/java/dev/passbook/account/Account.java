package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.BALANCE_LIMIT;
import static dev.passbook.account.Refusal.Reason.BALANCE_NOT_ZERO;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;

import java.util.Optional;
import java.util.function.Function;

/**
 * An account's state, and the decisions on it.
 *
 * @param owner null if the account was opened without an owner's name
 * @param holder null if the account was opened without authentication
 */
public record Account(
    String owner, Currency currency, Status status, Money balance, Holder holder) {

  /** Says whether the account accepts writes. */
  public enum Status {
    OPEN,
    CLOSED
  }

  /**
   * Returns the same account with another holder.
   *
   * @param newHolder null for none
   */
  public Account heldBy(Holder newHolder) {
    return new Account(owner, currency, status, balance, newHolder);
  }

  public static AccountCreated open(String owner, Currency currency) {
    return open(owner, currency, null);
  }

  public static AccountCreated open(String owner, Currency currency, Holder holder) {
    return new AccountCreated(owner, currency, holder);
  }

  public Decision<AccountEvent> credit(Amount amount, String reference) {
    return decide(amount, money -> credit(money, reference, null));
  }

  public Decision<AccountEvent> withdraw(Amount amount, String reference) {
    return decide(amount, money -> withdraw(money, reference, null));
  }

  public Decision<AccountEvent> close() {
    if (isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (!balance.isZero()) {
      return Decision.refuse(new Refusal(BALANCE_NOT_ZERO, balance, null));
    }
    return Decision.accept(new AccountClosed(balance));
  }

  /** Decides on a credit. With a {@code transferId}, it is a transfer's leg. */
  Decision<AccountEvent> credit(Money amount, String reference, String transferId) {
    var after = balance.plus(amount);
    return refusal(after)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(
            () -> Decision.accept(new BalanceCredited(amount, after, reference, transferId)));
  }

  /** Decides on a withdrawal. With a {@code transfer}, it is a transfer's leg. */
  Decision<AccountEvent> withdraw(Money amount, String reference, TransferLeg transfer) {
    var after = balance.minus(amount);
    return refusal(amount, after)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(() -> Decision.accept(new BalanceWithdrawn(amount, after, reference, transfer)));
  }

  /** Converts the amount to the account's currency, then decides. */
  Decision<AccountEvent> decide(Amount amount, Function<Money, Decision<AccountEvent>> decision) {
    if (!amount.isAsFineAs(currency)) {
      return Decision.refuse(new Refusal(AMOUNT_TOO_FINE, balance, null));
    }
    return amount.fitsInto(currency)
        ? decision.apply(amount.in(currency))
        : Decision.refuse(new Refusal(AMOUNT_TOO_LONG, balance, null));
  }

  boolean isClosed() {
    return status == Status.CLOSED;
  }

  Account withBalance(Money newBalance) {
    return new Account(owner, currency, status, newBalance, holder);
  }

  Account closed(Money lastBalance) {
    return new Account(owner, currency, Status.CLOSED, lastBalance, holder);
  }

  private Optional<Refusal> refusal(Money amount, Money after) {
    return !isClosed() && balance.isLessThan(amount)
        ? Optional.of(new Refusal(INSUFFICIENT_FUNDS, balance, amount))
        : refusal(after);
  }

  private Optional<Refusal> refusal(Money after) {
    if (isClosed()) {
      return Optional.of(Refusal.because(ACCOUNT_CLOSED));
    }
    return isWithinLimit(after) ? Optional.empty() : Optional.of(Refusal.because(BALANCE_LIMIT));
  }

  /**
   * Returns whether the balance is within the limit or at least moves towards it. An older balance
   * may exceed the limit, because the limit was wider before.
   */
  private boolean isWithinLimit(Money after) {
    return after.isRepresentable() || !after.isLargerThan(balance);
  }
}
