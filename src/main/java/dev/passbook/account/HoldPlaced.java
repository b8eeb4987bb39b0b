package dev.passbook.account;

import java.time.Instant;

/**
 * An amount was reserved.
 *
 * @param hold the version of this event, which identifies the hold
 * @param held the sum of all holds after this event
 */
public record HoldPlaced(
    Long hold, Money amount, Money held, Money balance, Instant expiresAt, String reference)
    implements AccountEvent {
  public static final String TYPE = "HoldPlaced";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    var open = AccountEvent.open(account);
    AccountEvent.balanced(open, open.balance(), balance);
    var after = open.withHolds(open.holds().with(new Hold(hold, amount, expiresAt)));
    return AccountEvent.held(after, held);
  }
}
