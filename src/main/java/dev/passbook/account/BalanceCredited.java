package dev.passbook.account;

/** Money came in, from outside or as a transfer's second leg. */
public record BalanceCredited(Money amount, Money balance, String reference, String transferId)
    implements AccountEvent {
  public static final String TYPE = "BalanceCredited";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance().plus(amount), balance);
  }
}
