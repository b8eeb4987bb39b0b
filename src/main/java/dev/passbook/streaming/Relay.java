package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Pause;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Cursor.Parked;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Publishes accounts' events. An account's events are published in the order of its versions,
 * without gaps, at least once, and only after they are committed.
 *
 * <p>Callers name accounts in any order and any number of times. The relay reads the events from
 * the store, starting at the account's cursor, so nothing depends on the caller. It has one record
 * of an account under way at a time, and moves the cursor only over events that Kinesis has
 * acknowledged. If it dies in between, the next relay publishes again from the cursor on.
 */
public final class Relay {
  private static final Logger LOG = Logger.getLogger(Relay.class);

  /** The number of accounts that are published concurrently. */
  private static final int AT_ONCE = 64;

  /**
   * The most events that all publications of a process hold at once. It bounds the memory, since an
   * event with its document takes about 2.5 KB.
   */
  private static final int EVENTS_IN_MEMORY = 32_000;

  /** The events that a publication may hold, however many are under way. */
  private static final int FEWEST = 10;

  /** The number of retries before an account is parked, because a deploy may be under way. */
  private static final int MORE_TRIES = 2;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EventStore<Account, AccountEvent> store;
  private final Cursors cursors;
  private final Timelines timelines;
  private final EventPublisher publisher;
  private final RelayMetrics metrics;
  private final Clock clock;
  private final ConcurrentMap<StreamId, String> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * How the publication of an account ended.
   *
   * @param isFinished false if it failed for now and the account must be named again; a parked
   *     account is finished, since it waits for its repair
   */
  record Outcome(StreamId account, boolean isFinished) {}

  /** Creates a relay without traces. */
  public Relay(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      Timelines timelines,
      KinesisPublisher kinesis,
      RelayMetrics metrics,
      Clock clock) {
    this(store, cursors, timelines, kinesis, metrics, RelayTraces.NONE, clock);
  }

  public Relay(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      Timelines timelines,
      KinesisPublisher kinesis,
      RelayMetrics metrics,
      RelayTraces traces,
      Clock clock) {
    this.store = store;
    this.cursors = cursors;
    this.timelines = timelines;
    this.publisher = new EventPublisher(kinesis, metrics, traces);
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Publishes the new events of accounts, each on its own.
   *
   * @return the accounts that failed for now and must be named again. It does not contain parked
   *     accounts, which wait for their repair.
   */
  public Uni<Set<StreamId>> catchUp(Collection<StreamId> accounts, Deadline deadline) {
    return outcomes(accounts, () -> deadline)
        .filter(outcome -> !outcome.isFinished())
        .map(Outcome::account)
        .collect()
        .asSet();
  }

  /**
   * Publishes the new events of accounts, each on its own, and tells of each account as soon as its
   * publication has ended.
   *
   * @param deadline called when the publication of an account begins
   */
  Multi<Outcome> outcomes(Collection<StreamId> accounts, Supplier<Deadline> deadline) {
    return accounts.isEmpty()
        ? Multi.createFrom().empty()
        : timelines
            .current(deadline.get())
            .map(timeline -> outcomes(accounts, timeline, deadline))
            .onFailure(StoreUnavailable.class)
            .invoke(failure -> LOG.warnf("Nothing is published for now: %s", failure))
            .onFailure(StoreUnavailable.class)
            .recoverWithItem(() -> noneIsFinished(accounts))
            .onItem()
            .transformToMulti(outcomes -> outcomes);
  }

  static Multi<Outcome> noneIsFinished(Collection<StreamId> accounts) {
    return Multi.createFrom().items(accounts.stream().map(each -> new Outcome(each, false)));
  }

  private Multi<Outcome> outcomes(
      Collection<StreamId> accounts, Timeline timeline, Supplier<Deadline> deadline) {
    return Multi.createFrom()
        .items(accounts.stream().distinct())
        .onItem()
        .transformToUni(account -> outcome(account, timeline, deadline.get()))
        .merge(AT_ONCE);
  }

  private Uni<Outcome> outcome(StreamId account, Timeline timeline, Deadline deadline) {
    return catchUp(account, timeline, deadline)
        .replaceWith(new Outcome(account, true))
        .onFailure()
        .invoke(failure -> warn(account, failure))
        .onFailure()
        .recoverWithItem(new Outcome(account, false));
  }

  /** Logs why an account waits, once for each reason and not at every attempt. */
  private void warn(StreamId account, Throwable failure) {
    metrics.fails(account);
    var reason = FailureText.of(failure);
    if (!reason.equals(waiting.put(account, reason))) {
      LOG.warnf("%s is not published for now: %s", account, reason);
    }
  }

  /**
   * Publishes the new events of one account, or parks it.
   *
   * @return its cursor. Fails when the store or Kinesis gives no response in time.
   */
  public Uni<Cursor> catchUp(StreamId account, Deadline deadline) {
    return timelines.current(deadline).chain(timeline -> catchUp(account, timeline, deadline));
  }

  private Uni<Cursor> catchUp(StreamId account, Timeline timeline, Deadline deadline) {
    return Uni.createFrom()
        .item(underWay::incrementAndGet)
        .map(number -> publication(account, timeline, number, deadline))
        .chain(publication -> attempt(publication, MORE_TRIES))
        .invoke(() -> waiting.remove(account))
        .onTermination()
        .invoke(underWay::decrementAndGet);
  }

  /** Returns a publication that holds fewer events at once the more of them are under way. */
  private AccountPublication publication(
      StreamId account, Timeline timeline, int number, Deadline deadline) {
    var share = Math.max(FEWEST, EVENTS_IN_MEMORY / number);
    var page = Math.min(KinesisRecord.MAX_EVENTS, share);
    return AccountPublication.of(store, cursors, publisher, timeline, account, page, deadline);
  }

  private Uni<Cursor> attempt(AccountPublication publication, int more) {
    return publication
        .complete()
        .onFailure(PublicationBlocked.class)
        .recoverWithUni(blocked -> retryOrPark(publication, blocked, more));
  }

  private Uni<Cursor> retryOrPark(
      AccountPublication publication, PublicationBlocked blocked, int more) {
    var wasParked = blocked.cursor().parked().isPresent();
    return wasParked || more == 0
        ? park(blocked, publication.deadline())
        : Pause.of(PAUSE).chain(() -> attempt(publication, more - 1));
  }

  private Uni<Cursor> park(PublicationBlocked blocked, Deadline deadline) {
    var cursor = blocked.cursor();
    var parked = new Parked(blocked.version(), FailureText.of(blocked), clock.instant());
    metrics.isDone(cursor.stream());
    return cursor
        .parked()
        .filter(earlier -> earlier.version() == parked.version())
        .map(earlier -> listed(cursor, earlier, deadline))
        .orElseGet(
            () ->
                cursors
                    .park(cursor, parked, deadline)
                    .invoke(done -> report(cursor.stream(), parked, done))
                    .replaceWith(cursor.parkedAs(parked)));
  }

  /** Lists an account that an earlier release has parked. */
  private Uni<Cursor> listed(Cursor cursor, Parked earlier, Deadline deadline) {
    return earlier.isListed()
        ? Uni.createFrom().item(cursor)
        : cursors.park(cursor, earlier, deadline).replaceWith(cursor);
  }

  private void report(StreamId account, Parked parked, boolean done) {
    if (done) {
      metrics.parked();
      LOG.errorf("%s is parked at version %d: %s", account, parked.version(), parked.reason());
    }
  }
}
