package dev.passbook.account;

import static dev.passbook.account.Refusal.Reason.ACCOUNT_CLOSED;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_FINE;
import static dev.passbook.account.Refusal.Reason.AMOUNT_TOO_LONG;
import static dev.passbook.account.Refusal.Reason.BALANCE_LIMIT;
import static dev.passbook.account.Refusal.Reason.BALANCE_NOT_ZERO;
import static dev.passbook.account.Refusal.Reason.CREDITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.DEBITS_RESTRICTED;
import static dev.passbook.account.Refusal.Reason.HOLDS_OUTSTANDING;
import static dev.passbook.account.Refusal.Reason.HOLD_EXCEEDED;
import static dev.passbook.account.Refusal.Reason.HOLD_NOT_ACTIVE;
import static dev.passbook.account.Refusal.Reason.INSUFFICIENT_FUNDS;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * An account's state, and the decisions on movements of money and on the closure.
 *
 * <p>A decision on holds needs the account as it is at a time (see {@link #at}), since a hold
 * lapses without an event.
 *
 * @param owner null if the account was opened without an owner's name
 * @param holder null if the account was opened without authentication and has got no holder since
 * @param overdraft how far the balance may fall below zero
 * @param holds the holds that no event has ended
 */
public record Account(
    String owner,
    Currency currency,
    Status status,
    Money balance,
    Holder holder,
    Money overdraft,
    Restrictions restrictions,
    Holds holds) {

  /** Says whether the account accepts writes. */
  public enum Status {
    OPEN,
    CLOSED
  }

  /** Creates an account without overdraft, restrictions and holds. */
  public Account(String owner, Currency currency, Status status, Money balance, Holder holder) {
    this(
        owner,
        currency,
        status,
        balance,
        holder,
        Money.zero(currency),
        Restrictions.NONE,
        Holds.NONE);
  }

  /** Returns the sum of the holds, with those that have lapsed unless {@link #at} left them out. */
  public Money held() {
    return holds.total(currency);
  }

  /** Returns what a withdrawal or a new hold may take, if the holds are as {@link #held} says. */
  public Money available() {
    return balance.minus(held()).plus(overdraft);
  }

  /** Returns the account at a time, without the holds that have lapsed by then. */
  public Account at(Instant time) {
    return withHolds(holds.activeAt(time));
  }

  public static AccountCreated open(String owner, Currency currency) {
    return open(owner, currency, null);
  }

  public static AccountCreated open(String owner, Currency currency, Holder holder) {
    return new AccountCreated(owner, currency, holder);
  }

  public Decision<AccountEvent> credit(Amount amount, String reference) {
    return decide(amount, money -> credit(money, reference, null, null));
  }

  public Decision<AccountEvent> withdraw(Amount amount, String reference) {
    return withdraw(amount, reference, null);
  }

  /**
   * Decides on a withdrawal.
   *
   * @param capture the hold to pay from, or null
   */
  public Decision<AccountEvent> withdraw(Amount amount, String reference, Capture capture) {
    return decide(amount, money -> withdraw(money, reference, null, capture));
  }

  public Decision<AccountEvent> close() {
    if (isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (restrictions.debits()) {
      return Decision.refuse(Refusal.because(DEBITS_RESTRICTED));
    }
    if (holds.size() > 0) {
      return Decision.refuse(Refusal.because(HOLDS_OUTSTANDING));
    }
    return balance.isZero()
        ? Decision.accept(new AccountClosed(balance))
        : Decision.refuse(Refusal.because(BALANCE_NOT_ZERO).withBalance(balance));
  }

  /**
   * Decides on a credit.
   *
   * @param transferId null unless it is a transfer's leg
   * @param reverses the version of the withdrawal to take back, or null; restrictions don't apply
   *     then
   */
  Decision<AccountEvent> credit(Money amount, String reference, String transferId, Long reverses) {
    if (isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (restrictions.credits() && reverses == null) {
      return Decision.refuse(Refusal.because(CREDITS_RESTRICTED));
    }
    var after = balance.plus(amount);
    return isWithinLimit(after)
        ? Decision.accept(new BalanceCredited(amount, after, reference, transferId, reverses))
        : Decision.refuse(Refusal.because(BALANCE_LIMIT));
  }

  /**
   * Decides on a withdrawal.
   *
   * @param transfer null unless it is a transfer's leg
   * @param capture the hold to pay from, or null
   */
  Decision<AccountEvent> withdraw(
      Money amount, String reference, TransferLeg transfer, Capture capture) {
    return capture == null
        ? withdraw(amount, reference, transfer, restrictions.debits(), null)
        : capture(amount, reference, transfer, capture);
  }

  /** Decides on a withdrawal that takes a credit back. Restrictions don't apply. */
  Decision<AccountEvent> takeBack(
      Money amount, String reference, TransferLeg transfer, Long reverses) {
    return withdraw(amount, reference, transfer, false, reverses);
  }

  private Decision<AccountEvent> withdraw(
      Money amount, String reference, TransferLeg transfer, boolean restricted, Long reverses) {
    if (isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    if (restricted) {
      return Decision.refuse(Refusal.because(DEBITS_RESTRICTED));
    }
    return refusalOf(amount)
        .<Decision<AccountEvent>>map(Decision::refuse)
        .orElseGet(() -> paid(amount, reference, transfer, null, reverses));
  }

  /** A hold has reserved the amount already, so restrictions and funds need no check. */
  private Decision<AccountEvent> capture(
      Money amount, String reference, TransferLeg transfer, Capture capture) {
    if (isClosed()) {
      return Decision.refuse(Refusal.because(ACCOUNT_CLOSED));
    }
    var hold = holds.find(capture.hold());
    if (hold.isEmpty()) {
      return Decision.refuse(Refusal.because(HOLD_NOT_ACTIVE));
    }
    var remaining = hold.get().remaining();
    if (remaining.isLessThan(amount)) {
      return Decision.refuse(Refusal.because(HOLD_EXCEEDED).withRemaining(remaining));
    }
    var left = capture.isFinal() ? Money.zero(currency) : remaining.minus(amount);
    return paid(amount, reference, transfer, new CapturedHold(capture.hold(), left), null);
  }

  private Decision<AccountEvent> paid(
      Money amount, String reference, TransferLeg transfer, CapturedHold hold, Long reverses) {
    var after = balance.minus(amount);
    return isWithinLimit(after)
        ? Decision.accept(new BalanceWithdrawn(amount, after, reference, transfer, hold, reverses))
        : Decision.refuse(Refusal.because(BALANCE_LIMIT));
  }

  /** Returns the refusal of a debit that takes more than is available. */
  Optional<Refusal> refusalOf(Money amount) {
    return available().isLessThan(amount)
        ? Optional.of(Refusal.because(INSUFFICIENT_FUNDS).withFunds(this, amount))
        : Optional.empty();
  }

  /** Converts the amount to the account's currency, then decides. */
  Decision<AccountEvent> decide(Amount amount, Function<Money, Decision<AccountEvent>> decision) {
    if (!amount.isAsFineAs(currency)) {
      return Decision.refuse(Refusal.because(AMOUNT_TOO_FINE).withBalance(balance));
    }
    return amount.fitsInto(currency)
        ? decision.apply(amount.in(currency))
        : Decision.refuse(Refusal.because(AMOUNT_TOO_LONG).withBalance(balance));
  }

  boolean isClosed() {
    return status == Status.CLOSED;
  }

  /**
   * Returns the same account with another holder.
   *
   * @param newHolder null for none
   */
  public Account heldBy(Holder newHolder) {
    return new Account(owner, currency, status, balance, newHolder, overdraft, restrictions, holds);
  }

  Account withBalance(Money newBalance) {
    return new Account(owner, currency, status, newBalance, holder, overdraft, restrictions, holds);
  }

  Account withOverdraft(Money newOverdraft) {
    return new Account(owner, currency, status, balance, holder, newOverdraft, restrictions, holds);
  }

  Account withRestrictions(Restrictions newOnes) {
    return new Account(owner, currency, status, balance, holder, overdraft, newOnes, holds);
  }

  Account withHolds(Holds newHolds) {
    return new Account(owner, currency, status, balance, holder, overdraft, restrictions, newHolds);
  }

  Account closed() {
    return new Account(
        owner, currency, Status.CLOSED, balance, holder, overdraft, restrictions, holds);
  }

  /**
   * Returns whether the balance is within the limit or at least moves towards it. An older balance
   * may exceed the limit, because the limit was wider before.
   */
  private boolean isWithinLimit(Money after) {
    return after.isRepresentable() || !after.isLargerThan(balance);
  }
}
