package dev.passbook.proof.keys;

/** A mistake to plant in the protocol. */
enum Bug {
  /** The row is put before its marker. */
  CLAIM_SKIPPED,
  /** A marker that is pending for another version is taken over without a look at its row. */
  RETARGETED_BLINDLY,
  /** A refusal is remembered while a row of the key may still arrive. */
  REFUSED_TOO_EARLY,
  /** A marker is replaced whatever its revision. */
  NO_REVISION,
  /** An attempt decides again for a version for which it has sent a row. */
  DECIDED_AGAIN_AFTER_THE_ROW,
  /** A marker is taken over while the rows of its candidates may still arrive. */
  CANDIDATES_DROPPED,
  /** A batch is written although one of its keys has an answer. */
  BATCH_WITH_A_USED_KEY,
  /**
   * A command that is decided again keeps its command id, so a row does not show which decision.
   */
  ONE_ID_FOR_ALL_DECISIONS,
  /** Any request gets the first answer. */
  NO_FINGERPRINT,
  /** An opening takes any first row for its own, without a look at the command. */
  ANY_ROW_IS_OURS,
  /** An opening in a transaction looks for the first answer only in the marker beside the row. */
  ROW_IGNORED
}
