package dev.passbook.account;

/**
 * A hold was released before anything else ended it.
 *
 * @param hold the version that identifies the hold
 * @param amount what the hold reserved last
 * @param held the sum of all holds after this event
 */
public record HoldReleased(Long hold, Money amount, Money held, Money balance)
    implements AccountEvent {
  public static final String TYPE = "HoldReleased";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Account applyTo(Account account) {
    return AccountEvent.ended(account, this);
  }
}
