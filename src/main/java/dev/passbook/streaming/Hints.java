package dev.passbook.streaming;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.StreamId;
import java.util.Optional;

/**
 * What a record of the table's stream is good for: it hints that there may be something to publish
 * in an account. Records come out of order and more than once, so nothing else is taken from them.
 */
public final class Hints {
  private static final String ACCOUNTS = AccountIds.CATEGORY + "-";
  private static final String REMOVAL = "REMOVE";

  private Hints() {}

  /**
   * The account to look at, if the record is about one of its rows: not for an idempotency marker,
   * nor for the relay's own cursors, which would feed it on itself. A changed row counts, since it
   * may be a mended one.
   *
   * @param change what happened to the row, as the record names it
   * @param streamId of that row
   */
  public static Optional<StreamId> of(String change, String streamId) {
    return streamId.startsWith(ACCOUNTS) && !REMOVAL.equals(change)
        ? Optional.of(new StreamId(streamId))
        : Optional.empty();
  }
}
