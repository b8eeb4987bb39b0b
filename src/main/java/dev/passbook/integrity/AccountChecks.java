package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.Cursors;
import dev.passbook.streaming.UnreadableCursor;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Begins the checks of accounts. */
public record AccountChecks(
    CommitLog<Account, AccountEvent> log,
    EventStore<Account, AccountEvent> store,
    Cursors cursors) {
  private static final long UNREADABLE = -1;

  /**
   * Begins a check after a version. Reads the cursor before the head, so that the cursor can't be
   * ahead because of a new event.
   *
   * @param after 0 for the beginning. A check that begins later relies on the state at that version
   * @param cutOver the moment after which each row must have a chain; null if none is recorded
   * @return {@link Missing#ACCOUNT} if there is no row, and {@link Missing#VERSION} if there is
   *     none after that version
   */
  Uni<Lookup<AccountCheck>> begin(StreamId stream, long after, Instant cutOver, Deadline deadline) {
    var start = new HistoryStart(log, store, cutOver, deadline);
    return published(stream, deadline)
        .chain(
            published ->
                log.upTo(stream, Long.MAX_VALUE, deadline)
                    .chain(
                        head ->
                            head.map(newest -> upTo(newest, published, stream, after, start))
                                .orElseGet(() -> missing(Missing.ACCOUNT))));
  }

  private Uni<Long> published(StreamId stream, Deadline deadline) {
    return cursors
        .read(stream, deadline)
        .map(Cursor::version)
        .onFailure(UnreadableCursor.class)
        .recoverWithItem(UNREADABLE);
  }

  private Uni<Lookup<AccountCheck>> upTo(
      StoredCommit<Account, AccountEvent> head,
      long published,
      StreamId stream,
      long after,
      HistoryStart start) {
    return head.lastVersion() <= after
        ? missing(Missing.VERSION)
        : start
            .after(stream, after)
            .invoke(check -> checkCursor(published, head.lastVersion(), check))
            .map(check -> new AccountCheck(log, stream, head, check, new TransferLegs(store)))
            .map(Lookup::found);
  }

  private static void checkCursor(long published, long head, HistoryCheck<?, ?> check) {
    if (published == UNREADABLE) {
      check.find(head, "The relay's cursor can't be read");
    } else if (published > head) {
      check.find(head + 1, "The relay has published this version, and it is missing");
    }
  }

  private static <T> Uni<Lookup<T>> missing(Missing what) {
    return Uni.createFrom().item(Lookup.missing(what));
  }
}
