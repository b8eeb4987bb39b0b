package dev.passbook.banking;

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
 * Reads a page of an account's events, oldest first. A lost row must not look like the end of the
 * history, so a page that is not full is compared with the newest event.
 */
record ForwardPage(
    EventStore<Account, AccountEvent> store,
    StreamId stream,
    long after,
    int limit,
    Deadline deadline) {

  /** Fails with {@link UnreadableHistory} in front of a version that is missing. */
  Uni<EventPage> read() {
    return store
        .readForward(stream, after, limit + 1, deadline)
        .invoke(events -> checkUnbroken(after, events))
        .call(this::checkEnd)
        .map(events -> EventPage.of(events, limit));
  }

  /** The store has looked for later events itself where it found none. */
  private Uni<Void> checkEnd(List<RecordedEvent<AccountEvent>> events) {
    if (events.isEmpty() || events.size() > limit) {
      return Uni.createFrom().voidItem();
    }
    var last = events.get(events.size() - 1).version();
    return store
        .readBackward(stream, Long.MAX_VALUE, 1, deadline)
        .chain(
            newest ->
                newest.isEmpty() || newest.get(0).version() <= last
                    ? Uni.createFrom().voidItem()
                    : checkNext(last));
  }

  /**
   * The history goes on. That is sound if a writer added the next event since the page was read.
   */
  private Uni<Void> checkNext(long last) {
    return store
        .readForward(stream, last, 1, deadline)
        .invoke(next -> checkUnbroken(last, next))
        .replaceWithVoid();
  }

  private void checkUnbroken(long before, List<RecordedEvent<AccountEvent>> events) {
    var expected = before;
    for (var event : events) {
      expected++;
      if (event.version() != expected) {
        throw new UnreadableHistory(stream, expected, "there is a gap", null);
      }
    }
  }
}
