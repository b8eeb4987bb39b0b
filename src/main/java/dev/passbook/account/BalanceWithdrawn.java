package dev.passbook.account;

/**
 * Money went out, to outside or as a transfer's first leg.
 *
 * @param transfer null for a plain withdrawal
 */
public record BalanceWithdrawn(Money amount, Money balance, String reference, TransferLeg transfer)
    implements AccountEvent {
  public static final String TYPE = "BalanceWithdrawn";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String transferId() {
    return transfer == null ? null : transfer.transferId();
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    return AccountEvent.balanced(open, open.balance().minus(amount), balance);
  }
}
