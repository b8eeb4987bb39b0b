package dev.passbook.account;

/**
 * Money came in, from outside or as a transfer's second leg.
 *
 * @param transferId null for a plain credit
 * @param reverses the version of the withdrawal that this credit takes back, or null
 */
public record BalanceCredited(
    Money amount, Money balance, String reference, String transferId, Long reverses)
    implements AccountEvent {
  public static final String TYPE = "BalanceCredited";

  /** Creates the event for a credit that reverses nothing. */
  public BalanceCredited(Money amount, Money balance, String reference, String transferId) {
    this(amount, balance, reference, transferId, null);
  }

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
