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
 * An account as its events have made it, and the decisions it takes.
 *
 * @param owner null for an account that nobody put a name to
 * @param holder null for an account that was opened where callers were not told apart
 */
public record Account(
    String owner, Currency currency, Status status, Money balance, Holder holder) {

  /** Whether the account still takes writes. */
  public enum Status {
    OPEN,
    CLOSED
  }

  /**
   * The same account in somebody's hands.
   *
   * @param whoever null for nobody's
   */
  public Account heldBy(Holder whoever) {
    return new Account(owner, currency, status, balance, whoever);
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

  /** A credit that is a transfer's leg where {@code transferId} is given. */
  Decision<AccountEvent> credit(Money amount, String reference, String transferId) {
    var after = balance.plus(amount);
    return refusal(after)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(
            () -> Decision.accept(new BalanceCredited(amount, after, reference, transferId)));
  }

  /** A withdrawal that is a transfer's leg where {@code transfer} is given. */
  Decision<AccountEvent> withdraw(Money amount, String reference, TransferLeg transfer) {
    var after = balance.minus(amount);
    return refusal(amount, after)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(() -> Decision.accept(new BalanceWithdrawn(amount, after, reference, transfer)));
  }

  /** Takes an amount into the account's currency before anything is decided on it. */
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

  /** A balance from a time of wider limits may be beyond them, and still come back step by step. */
  private boolean isWithinLimit(Money after) {
    return after.isRepresentable() || !after.isLargerThan(balance);
  }
}
