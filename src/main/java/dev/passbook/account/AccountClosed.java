package dev.passbook.account;

/** The account accepts no more writes. */
public record AccountClosed(Money balance) implements AccountEvent {
  public static final String TYPE = "AccountClosed";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance(), balance).closed();
  }
}
