package dev.passbook.streaming;

import java.time.Instant;
import java.util.Optional;

/**
 * The timeline of a table. After a restore, versions are given out again, so a version names an
 * event only within one timeline.
 *
 * @param number 1 for a table that was never restored; each restore raises it
 * @param restoredAt the moment to which the table was last restored
 */
public record Timeline(int number, Optional<Instant> restoredAt) {
  /** The timeline of a table that was never restored. */
  public static final Timeline FIRST = new Timeline(1, Optional.empty());

  boolean beganAt(Instant moment) {
    return restoredAt.filter(moment::equals).isPresent();
  }
}
