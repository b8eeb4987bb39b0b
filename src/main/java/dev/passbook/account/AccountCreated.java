package dev.passbook.account;

/**
 * An account was opened with a balance of zero.
 *
 * @param owner null if the request names no owner
 * @param holder null without authentication
 */
public record AccountCreated(String owner, Currency currency, Holder holder)
    implements AccountEvent {
  public static final String TYPE = "AccountCreated";

  /** Creates the event for an account without a holder. */
  public AccountCreated(String owner, Currency currency) {
    this(owner, currency, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Money balance() {
    return Money.zero(currency);
  }

  @Override
  public Account applyTo(Account account) {
    if (account != null) {
      throw new IllegalStateException("the account exists already");
    }
    return new Account(owner, currency, Account.Status.OPEN, balance(), holder);
  }
}
