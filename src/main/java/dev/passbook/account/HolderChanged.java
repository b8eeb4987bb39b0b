package dev.passbook.account;

/** An operator gave the account to another holder. */
public record HolderChanged(Holder holder, Money balance) implements AccountEvent {
  public static final String TYPE = "HolderChanged";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance(), balance).heldBy(holder);
  }
}
