package dev.passbook.account;

import java.util.Currency;

/**
 * An account was opened, at balance zero.
 *
 * @param owner null when nobody was named
 */
public record AccountCreated(String owner, Currency currency) implements AccountEvent {
  public static final String TYPE = "AccountCreated";

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
    return new Account(owner, currency, Account.Status.OPEN, balance());
  }
}
