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
 * An account's events, page after page, each directly behind the one before it.
 *
 * @param size how many there are on a page at least, if there are so many
 */
record EventPages(EventStore<Account, AccountEvent> store, StreamId account, int size) {
  /**
   * Some events.
   *
   * @param isLast whether the account had no more when they were read
   */
  record Page(List<RecordedEvent<AccountEvent>> events, boolean isLast) {}

  /**
   * The events after a version: a page of them, in whole rows, or those of the next row alone where
   * the page holds one that can't be read. Fails with {@link UnreadableHistory} when the next one
   * itself can't.
   */
  Uni<Page> after(long version, Deadline deadline) {
    return after(version, size, deadline)
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(() -> after(version, 1, deadline));
  }

  private Uni<Page> after(long version, int limit, Deadline deadline) {
    return store
        .readCommitsForward(account, version, limit, deadline)
        .invoke(events -> checkUnbroken(version, events))
        .map(events -> new Page(events, events.size() < limit));
  }

  private void checkUnbroken(long version, List<RecordedEvent<AccountEvent>> page) {
    var expected = version;
    for (var event : page) {
      expected++;
      if (event.version() != expected) {
        throw new UnreadableHistory(account, expected, "there is a gap", null);
      }
    }
  }
}
