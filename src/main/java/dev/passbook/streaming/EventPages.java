package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Reads an account's events page by page.
 *
 * @param size the least events on a page, if there are so many
 */
record EventPages(EventStore<Account, AccountEvent> store, StreamId account, int size) {
  /**
   * A page of events.
   *
   * @param isLast whether the account had no more events when the page was read
   */
  record Page(List<RecordedEvent<AccountEvent>> events, boolean isLast) {}

  /**
   * Returns a page of events after a version, in whole rows. If the page holds a row that can't be
   * read, it returns fewer events, all from before that row. Fails with {@link UnreadableHistory}
   * if the next row itself can't be read.
   */
  Uni<Page> after(long version, Deadline deadline) {
    return read(version, size, deadline)
        .map(events -> new Page(events, events.size() < size))
        .onFailure(failure -> failure instanceof UnreadableHistory && size > 1)
        .recoverWithUni(() -> less(version, size / 2, deadline));
  }

  /** Reads half as many events until they end before the damage. The page is not the last one. */
  private Uni<Page> less(long version, int limit, Deadline deadline) {
    return read(version, limit, deadline)
        .map(events -> new Page(events, false))
        .onFailure(failure -> failure instanceof UnreadableHistory && limit > 1)
        .recoverWithUni(() -> less(version, limit / 2, deadline));
  }

  private Uni<List<RecordedEvent<AccountEvent>>> read(long version, int limit, Deadline deadline) {
    return store
        .readCommitsForward(account, version, limit, deadline)
        .invoke(events -> UnreadableHistory.checkUnbroken(account, version, events));
  }
}
