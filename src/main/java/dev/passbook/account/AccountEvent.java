package dev.passbook.account;

/**
 * Something that happened to an account. Each event knows how it changes one, so none can be added
 * without saying so.
 */
public sealed interface AccountEvent
    permits AccountCreated, BalanceCredited, BalanceWithdrawn, AccountClosed {

  /** The name in rows, answers and domain events: it outlives the class that bears it today. */
  String type();

  /** The balance after the event. */
  Money balance();

  /** Null for an event that moves no money. */
  default Money amount() {
    return null;
  }

  /** Null where the client gave none. */
  default String reference() {
    return null;
  }

  /** Null for an event that is no leg of a transfer. */
  default String transferId() {
    return null;
  }

  /**
   * The account after this event.
   *
   * @param account null before the first event
   * @throws IllegalStateException when the event can't follow on this account: the history is
   *     damaged
   */
  Account applyTo(Account account);

  /** What every event but the first relies on. */
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
   * The account with the balance that the event recorded, if that is also what the fold makes it.
   */
  static Account balanced(Account account, Money folded, Money recorded) {
    if (!folded.equals(recorded)) {
      throw new IllegalStateException("the recorded balance is not the folded one");
    }
    return account.withBalance(recorded);
  }
}
