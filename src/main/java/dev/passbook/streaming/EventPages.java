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
   * read, it returns only the events of the next row. Fails with {@link UnreadableHistory} if the
   * next row itself can't be read.
   */
  Uni<Page> after(long version, Deadline deadline) {
    return after(version, size, deadline)
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(() -> after(version, 1, deadline));
  }

  private Uni<Page> after(long version, int limit, Deadline deadline) {
    return store
        .readCommitsForward(account, version, limit, deadline)
        .invoke(events -> UnreadableHistory.checkUnbroken(account, version, events))
        .map(events -> new Page(events, events.size() < limit));
  }
}
