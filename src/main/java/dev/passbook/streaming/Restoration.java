package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Tells consumers which histories a restored table has cut off, and moves cursors back that are
 * past their heads. It may announce a history twice, or one of which consumers know nothing newer.
 * Neither does any harm.
 *
 * <p>No relay may run on the table meanwhile.
 */
public final class Restoration {
  private static final Logger LOG = Logger.getLogger(Restoration.class);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int ACCOUNTS_AT_ONCE = 16;

  private final EventStore<Account, AccountEvent> store;
  private final Cursors cursors;
  private final KinesisPublisher kinesis;
  private final Timeline timeline;
  private final RateLimiter pace;
  private final AtomicInteger rewound = new AtomicInteger();
  private final AtomicInteger unreadable = new AtomicInteger();

  /**
   * Creates a restoration.
   *
   * @param timeline the timeline that began with the restore
   * @param eventsASecond the limit over all accounts
   */
  public Restoration(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      KinesisPublisher kinesis,
      Timeline timeline,
      int eventsASecond) {
    this.store = store;
    this.cursors = cursors;
    this.kinesis = kinesis;
    this.timeline = timeline;
    this.pace = new RateLimiter(eventsASecond);
  }

  /**
   * Handles accounts concurrently. An account whose history or cursor can't be read is left out,
   * and the log says so.
   *
   * @return fails when the store or Kinesis gives no response in time
   */
  public Uni<Void> of(List<StreamId> accounts, PublishedVersions published) {
    return Multi.createFrom()
        .iterable(accounts)
        .onItem()
        .transformToUni(account -> orLeaveOut(account, one(account, published)))
        .merge(ACCOUNTS_AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Returns how often consumers were told that a history is cut off. */
  public int rewound() {
    return rewound.get();
  }

  /** Returns how many accounts were left out. */
  public int unreadable() {
    return unreadable.get();
  }

  private Uni<Void> orLeaveOut(StreamId account, Uni<Void> work) {
    return work.onFailure(Restoration::concernsOneAccount)
        .recoverWithUni(failure -> leftOut(account, failure));
  }

  private Uni<Void> leftOut(StreamId account, Throwable failure) {
    unreadable.incrementAndGet();
    LOG.errorf("%s is left out. Repair it, and name it again: %s", account, failure);
    return Uni.createFrom().voidItem();
  }

  private static boolean concernsOneAccount(Throwable failure) {
    return failure instanceof UnreadableHistory
        || failure instanceof UnreadableCursor
        || failure instanceof Unpublishable;
  }

  private Uni<Void> one(StreamId account, PublishedVersions published) {
    var deadline = Deadline.in(STEP);
    return Uni.combine()
        .all()
        .unis(
            store.load(account, deadline),
            cursors.read(account, deadline),
            published.of(account, deadline))
        .asTuple()
        .chain(
            known ->
                Math.max(known.getItem2().version(), known.getItem3()) > known.getItem1().version()
                    ? rewind(known.getItem1(), known.getItem2())
                    : Uni.createFrom().voidItem());
  }

  /**
   * Announces the rewound history, and moves the cursor back. The receipt in the cursor orders the
   * relay's next event after the announcement.
   */
  private Uni<Void> rewind(Snapshot<Account> head, Cursor cursor) {
    return pace.turn()
        .chain(() -> publish(head, cursor))
        .invoke(rewound::incrementAndGet)
        .chain(
            receipt ->
                head.exists()
                    ? cursors
                        .move(
                            cursor,
                            Math.min(cursor.version(), head.version()),
                            receipt,
                            Deadline.in(STEP))
                        .replaceWithVoid()
                    : Uni.createFrom().voidItem());
  }

  private Uni<String> publish(Snapshot<Account> head, Cursor cursor) {
    return kinesis.publish(
        AccountIds.of(head.stream()),
        DomainEvents.rewound(head, timeline),
        cursor.receipt(),
        Deadline.in(STEP));
  }
}
