package dev.passbook.account;

/**
 * An operator changed how far the account may be overdrawn.
 *
 * @param overdraft zero or more
 */
public record AccountLimited(Money overdraft, Money balance) implements AccountEvent {
  public static final String TYPE = "AccountLimited";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance(), balance).withOverdraft(overdraft);
  }
}
