package dev.passbook.rows;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.dynamodb.StoredMarker;
import dev.passbook.eventstore.dynamodb.StoredRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of an account's rows, newest first.
 *
 * @param publication how far the relay has published the account; only read for the first page
 * @param markers the markers of the account's idempotency keys; empty if they are not shown
 */
record RowPage(
    List<StoredRow<AccountEvent>> rows,
    Publication publication,
    Optional<List<StoredMarker>> markers) {

  /**
   * Returns the version before which the next page begins, if there is one. A stream begins with
   * version 1.
   */
  OptionalLong next() {
    var oldest = rows.isEmpty() ? 1 : rows.get(rows.size() - 1).version();
    return oldest > 1 ? OptionalLong.of(oldest) : OptionalLong.empty();
  }

  /** Returns the version of the newest event on the page. */
  long head() {
    return rows.isEmpty() ? 0 : rows.get(0).lastVersion();
  }
}
