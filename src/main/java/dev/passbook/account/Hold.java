package dev.passbook.account;

import java.time.Instant;

/**
 * An amount that the account reserves until it is captured or released, or until it lapses.
 *
 * @param version the version of the {@link HoldPlaced} event, which identifies the hold
 * @param remaining the reserved amount without what was captured so far
 */
public record Hold(long version, Money remaining, Instant expiresAt) {

  /** Returns whether the hold counts at this time. At the very time of its expiry it has lapsed. */
  public boolean isActive(Instant at) {
    return at.isBefore(expiresAt);
  }

  /**
   * Returns the hold after an amount was captured.
   *
   * @throws IllegalStateException if the hold does not reserve so much
   */
  Hold captured(Money amount) {
    if (remaining.isLessThan(amount)) {
      throw new IllegalStateException("the hold reserved less than was captured");
    }
    return new Hold(version, remaining.minus(amount), expiresAt);
  }
}
