package dev.passbook.account;

/** An operator stopped or allowed debits or credits. */
public record AccountRestricted(Restrictions restrictions, Money balance) implements AccountEvent {
  public static final String TYPE = "AccountRestricted";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance(), balance).withRestrictions(restrictions);
  }
}
