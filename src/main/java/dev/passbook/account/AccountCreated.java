package dev.passbook.account;

/**
 * An account was opened, at balance zero.
 *
 * @param owner null when nobody was named
 * @param holder null where callers are not told apart
 */
public record AccountCreated(String owner, Currency currency, Holder holder)
    implements AccountEvent {
  public static final String TYPE = "AccountCreated";

  /** An account that is nobody's in particular. */
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
