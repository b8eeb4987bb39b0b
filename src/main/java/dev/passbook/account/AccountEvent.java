package dev.passbook.account;

/** Something that happened to an account. Each event must implement how it changes the account. */
public sealed interface AccountEvent
    permits AccountCreated, BalanceCredited, BalanceWithdrawn, AccountClosed {

  /**
   * Returns the name in rows, responses and domain events. It must not change when the class is
   * renamed.
   */
  String type();

  Money balance();

  /** Returns null for an event that moves no money. */
  default Money amount() {
    return null;
  }

  /** Returns null if the client gave none. */
  default String reference() {
    return null;
  }

  /** Returns null for an event that is no leg of a transfer. */
  default String transferId() {
    return null;
  }

  /**
   * Returns the account after this event.
   *
   * @param account null before the first event
   * @throws IllegalStateException if the event can't follow, because the history is damaged
   */
  Account applyTo(Account account);

  /** Checks that the account exists and is open, as all events but the first require. */
  static Account open(Account account) {
    if (account == null) {
      throw new IllegalStateException("the account was never created");
    }
    if (account.isClosed()) {
      throw new IllegalStateException("the account is closed already");
    }
    return account;
  }

  /**
   * Returns the account with the recorded balance.
   *
   * @throws IllegalStateException if the recorded balance is not the folded one
   */
  static Account balanced(Account account, Money folded, Money recorded) {
    if (!folded.equals(recorded)) {
      throw new IllegalStateException("the recorded balance is not the folded one");
    }
    return account.withBalance(recorded);
  }
}
