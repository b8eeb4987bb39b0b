package dev.passbook.account;

/**
 * Money went out, to outside or as a transfer's first leg.
 *
 * @param transfer null for a plain withdrawal
 * @param capture null for a withdrawal that was not paid from a hold
 * @param reverses the version of the credit that this withdrawal takes back, or null
 */
public record BalanceWithdrawn(
    Money amount,
    Money balance,
    String reference,
    TransferLeg transfer,
    CapturedHold capture,
    Long reverses)
    implements AccountEvent {
  public static final String TYPE = "BalanceWithdrawn";

  /** Creates the event for a withdrawal from no hold that reverses nothing. */
  public BalanceWithdrawn(Money amount, Money balance, String reference, TransferLeg transfer) {
    this(amount, balance, reference, transfer, null, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String transferId() {
    return transfer == null ? null : transfer.transferId();
  }

  @Override
  public Long hold() {
    return capture == null ? null : capture.version();
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    var paid = AccountEvent.balanced(open, open.balance().minus(amount), balance);
    return capture == null ? paid : paid.withHolds(captured(paid));
  }

  private Holds captured(Account account) {
    var left = account.holds().get(capture.version()).captured(amount);
    if (capture.remaining().isZero()) {
      return account.holds().without(left.version());
    }
    if (!left.remaining().equals(capture.remaining())) {
      throw new IllegalStateException("the recorded rest of the hold is not the folded one");
    }
    return account.holds().replacing(left);
  }
}
