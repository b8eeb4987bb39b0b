package dev.passbook.streaming;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.StreamId;
import java.util.Optional;

/**
 * Turns records of the table's stream into hints. A hint says only that an account may have events
 * to publish, since records come out of order and more than once.
 */
public final class Hints {
  private static final String ACCOUNTS = AccountIds.CATEGORY + "-";
  private static final String REMOVAL = "REMOVE";

  private Hints() {}

  /**
   * Returns the account to check, if the record is about one of its rows. Markers, claims and the
   * relay's own cursors give no hint, or the relay would trigger itself. A changed row counts,
   * since it may be a repaired one.
   *
   * @param change what happened to the row, in the record's term
   * @param streamId the row's stream
   */
  public static Optional<StreamId> of(String change, String streamId) {
    return streamId.startsWith(ACCOUNTS) && !REMOVAL.equals(change)
        ? Optional.of(new StreamId(streamId))
        : Optional.empty();
  }
}
