package dev.passbook.proof.checker;

import java.math.BigDecimal;

/** What only some types of events have. Members that an event doesn't have are null. */
public record StoredDetails(
    Long hold,
    BigDecimal holdRemaining,
    BigDecimal held,
    String expiresAt,
    Long reverses,
    Long toReverses,
    BigDecimal overdraft,
    Boolean debits,
    Boolean credits,
    String reason) {
  static final StoredDetails NONE =
      new StoredDetails(null, null, null, null, null, null, null, null, null, null);

  static StoredDetails capture(long hold, BigDecimal remaining) {
    return new StoredDetails(hold, remaining, null, null, null, null, null, null, null, null);
  }

  static StoredDetails placed(long hold, BigDecimal held, String expiresAt) {
    return new StoredDetails(hold, null, held, expiresAt, null, null, null, null, null, null);
  }

  static StoredDetails ended(long hold, BigDecimal held) {
    return new StoredDetails(hold, null, held, null, null, null, null, null, null, null);
  }

  static StoredDetails reversal(long reverses, Long toReverses) {
    return new StoredDetails(null, null, null, null, reverses, toReverses, null, null, null, null);
  }

  static StoredDetails limit(BigDecimal overdraft) {
    return new StoredDetails(null, null, null, null, null, null, overdraft, null, null, null);
  }

  static StoredDetails restriction(boolean debits, boolean credits, String reason) {
    return new StoredDetails(null, null, null, null, null, null, null, debits, credits, reason);
  }

  boolean stopsDebits() {
    return Boolean.TRUE.equals(debits);
  }

  boolean stopsCredits() {
    return Boolean.TRUE.equals(credits);
  }
}
