package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A hold that no event has ended.
 *
 * @param version that of the event that placed it
 */
public record StoredHold(long version, BigDecimal remaining, Instant expiresAt) {
  public StoredHold {
    remaining = remaining.stripTrailingZeros();
  }

  /** Returns whether the hold counts no more. At the very time of its expiry it has lapsed. */
  boolean hasLapsedBy(Instant time) {
    return !time.isBefore(expiresAt);
  }
}
