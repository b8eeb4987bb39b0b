package dev.passbook.account;

/**
 * A hold lapsed. The account's next commit after the expiry records it, in front of its own events.
 *
 * @param hold the version that identifies the hold
 * @param amount what the hold reserved last
 * @param held the sum of all holds after this event
 */
public record HoldExpired(Long hold, Money amount, Money held, Money balance)
    implements AccountEvent {
  public static final String TYPE = "HoldExpired";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    return AccountEvent.ended(account, this);
  }
}
