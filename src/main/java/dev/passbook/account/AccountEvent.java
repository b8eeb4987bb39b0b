package dev.passbook.account;

/** Something that happened to an account. Each event must implement how it changes the account. */
public sealed interface AccountEvent
    permits AccountCreated,
        BalanceCredited,
        BalanceWithdrawn,
        AccountClosed,
        HoldPlaced,
        HoldReleased,
        HoldExpired,
        AccountLimited,
        AccountRestricted,
        HolderChanged {

  /**
   * Returns the name in rows, responses and domain events. It must not change when the class is
   * renamed.
   */
  String type();

  Money balance();

  /** Returns null for an event that has no amount. */
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

  /** Returns the version of the event that this one reverses, or null. */
  default Long reverses() {
    return null;
  }

  /** Returns the version that identifies the event's hold, or null. */
  default Long hold() {
    return null;
  }

  /** Returns the sum of all holds after this event, or null if the event does not record it. */
  default Money held() {
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

  /**
   * Returns the account.
   *
   * @throws IllegalStateException if the recorded sum of the holds is not the folded one
   */
  static Account held(Account account, Money recorded) {
    if (!account.held().equals(recorded)) {
      throw new IllegalStateException("the recorded sum of the holds is not the folded one");
    }
    return account;
  }

  /** Returns the account after an event that ended a hold without moving money. */
  static Account ended(Account account, AccountEvent event) {
    var open = open(account);
    balanced(open, open.balance(), event.balance());
    var hold = open.holds().get(event.hold());
    if (!hold.remaining().equals(event.amount())) {
      throw new IllegalStateException("the hold reserved another amount");
    }
    return held(open.withHolds(open.holds().without(hold.version())), event.held());
  }
}
