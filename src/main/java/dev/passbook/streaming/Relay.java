package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Cursor;
import dev.passbook.eventstore.Cursor.Parked;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.Cursors;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Publishes accounts' events: each account's strictly in the order of its versions, without a gap,
 * at least once, and never before they are committed.
 *
 * <p>It is told which accounts to look at, in whatever order and however often. What it publishes
 * it reads from the store, from the account's cursor on, so that nothing depends on who told it. An
 * account has one event under way at a time, and its cursor moves only over what Kinesis has
 * acknowledged. Whoever dies in between leaves an account that is published once more from its
 * cursor on.
 */
public final class Relay {
  private static final Logger LOG = Logger.getLogger(Relay.class);

  /** Accounts that are published at once. */
  private static final int AT_ONCE = 64;

  /** What can't be published is tried again so often, because a deploy may be under way. */
  private static final int MORE_TRIES = 2;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EventStore<Account, AccountEvent> store;
  private final Cursors cursors;
  private final KinesisPublisher kinesis;
  private final RelayFigures figures;
  private final RelayTraces traces;
  private final Clock clock;

  /** A relay whose traces nobody collects. */
  public Relay(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      KinesisPublisher kinesis,
      RelayFigures figures,
      Clock clock) {
    this(store, cursors, kinesis, figures, RelayTraces.NONE, clock);
  }

  public Relay(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      KinesisPublisher kinesis,
      RelayFigures figures,
      RelayTraces traces,
      Clock clock) {
    this.store = store;
    this.cursors = cursors;
    this.kinesis = kinesis;
    this.figures = figures;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Brings accounts up to date, each by itself.
   *
   * @return those for which that did not succeed for now, and which are to be named again. A parked
   *     one is not among them: it waits for its mending.
   */
  public Uni<Set<StreamId>> catchUp(Collection<StreamId> accounts, Deadline deadline) {
    return Multi.createFrom()
        .items(accounts.stream().distinct())
        .onItem()
        .transformToUni(account -> catchUpOrName(account, deadline))
        .merge(AT_ONCE)
        .collect()
        .with(Collectors.flatMapping(Optional::stream, Collectors.toSet()));
  }

  private Uni<Optional<StreamId>> catchUpOrName(StreamId account, Deadline deadline) {
    return catchUp(account, deadline)
        .replaceWith(Optional.<StreamId>empty())
        .onFailure()
        .invoke(failure -> LOG.warnf("%s is not published for now: %s", account, failure))
        .onFailure()
        .recoverWithItem(Optional.of(account));
  }

  /**
   * Brings one account up to date, or parks it.
   *
   * @return its cursor. Fails when the store or Kinesis gives no answer in time.
   */
  public Uni<Cursor> catchUp(StreamId account, Deadline deadline) {
    return attempt(
        Passage.of(store, cursors, kinesis, figures, traces, account, deadline), MORE_TRIES);
  }

  private Uni<Cursor> attempt(Passage passage, int more) {
    return passage
        .complete()
        .onFailure(Standstill.class)
        .recoverWithUni(standstill -> standsStill(passage, standstill, more));
  }

  private Uni<Cursor> standsStill(Passage passage, Standstill standstill, int more) {
    var wasParked = standstill.cursor().parked().isPresent();
    return wasParked || more == 0
        ? park(standstill, passage.deadline())
        : Uni.createFrom()
            .voidItem()
            .onItem()
            .delayIt()
            .by(PAUSE)
            .chain(() -> attempt(passage, more - 1));
  }

  private Uni<Cursor> park(Standstill standstill, Deadline deadline) {
    var cursor = standstill.cursor();
    var parked = new Parked(cursor.version() + 1, FailureText.of(standstill), clock.instant());
    return cursor.parked().filter(earlier -> earlier.version() == parked.version()).isPresent()
        ? Uni.createFrom().item(cursor)
        : cursors
            .park(cursor, parked, deadline)
            .invoke(done -> tell(cursor.stream(), parked, done))
            .replaceWith(cursor.parkedAs(parked));
  }

  private void tell(StreamId account, Parked parked, boolean done) {
    if (done) {
      figures.parked();
      LOG.errorf("%s is parked at version %d: %s", account, parked.version(), parked.reason());
    }
  }
}
