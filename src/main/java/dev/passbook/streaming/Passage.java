package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Cursor;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.Cursors;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One account's way from its cursor to its head: read, publish one by one, move the cursor. */
record Passage(
    EventStore<Account, AccountEvent> store,
    Cursors cursors,
    KinesisPublisher kinesis,
    RelayFigures figures,
    RelayTraces traces,
    StreamId account,
    Deadline publishing,
    Deadline deadline) {
  /** What is kept of the time for noting how far it came, or a slow Kinesis takes it all again. */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  /** After so many the cursor moves: whoever dies in between makes the next one repeat no more. */
  private static final int PAGE = 10;

  /**
   * @param deadline until which the cursor is moved; events go out a little less long
   */
  static Passage of(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      KinesisPublisher kinesis,
      RelayFigures figures,
      RelayTraces traces,
      StreamId account,
      Deadline deadline) {
    var quarter = deadline.remaining().dividedBy(4);
    var reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
    var publishing = deadline.hasPassed() ? deadline : deadline.earlierBy(reserve);
    return new Passage(store, cursors, kinesis, figures, traces, account, publishing, deadline);
  }

  /**
   * How far publication came.
   *
   * @param failure what ended it before the page's end, or null
   */
  private record Advance(long version, String receipt, Throwable failure) {}

  /**
   * Publishes what there is.
   *
   * @return the cursor at the head. Fails with {@link Standstill} in front of an event that can't
   *     be published, when all before it are.
   */
  Uni<Cursor> complete() {
    return cursors.read(account, deadline).chain(this::from);
  }

  private Uni<Cursor> from(Cursor cursor) {
    return next(cursor)
        .chain(page -> page.isEmpty() ? atHead(cursor) : pass(cursor, page).chain(this::from));
  }

  private Uni<List<RecordedEvent<AccountEvent>>> next(Cursor cursor) {
    return new EventPages(store, account, PAGE)
        .after(cursor.version(), deadline)
        .onFailure(UnreadableHistory.class)
        .transform(failure -> new Standstill(cursor, failure));
  }

  /** Nothing is left that could hold the account up. */
  private Uni<Cursor> atHead(Cursor cursor) {
    return cursor.parked().isPresent()
        ? moved(cursor, new Advance(cursor.version(), cursor.receipt(), null))
        : Uni.createFrom().item(cursor);
  }

  private Uni<Cursor> pass(Cursor cursor, List<RecordedEvent<AccountEvent>> page) {
    return publish(new Advance(cursor.version(), cursor.receipt(), null), page.iterator())
        .chain(
            advance -> moved(cursor, advance).chain(reached -> goOn(reached, advance.failure())));
  }

  /** The next one goes only when this one is acknowledged: that alone keeps them in order. */
  private Uni<Advance> publish(Advance reached, Iterator<RecordedEvent<AccountEvent>> events) {
    if (!events.hasNext()) {
      return Uni.createFrom().item(reached);
    }
    var event = events.next();
    var published =
        kinesis.publish(
            AccountIds.of(account), DomainEvents.json(event), reached.receipt(), publishing);
    return traces
        .traced(event, published)
        .invoke(receipt -> figures.published(event))
        .onItemOrFailure()
        .transformToUni(
            (receipt, failure) ->
                failure == null
                    ? publish(new Advance(event.version(), receipt, null), events)
                    : stopped(reached, failure));
  }

  private static Uni<Advance> stopped(Advance reached, Throwable failure) {
    return Uni.createFrom().item(new Advance(reached.version(), reached.receipt(), failure));
  }

  /** The cursor where it stands now: where this passage put it, or where another one did. */
  private Uni<Cursor> moved(Cursor cursor, Advance advance) {
    if (advance.version() == cursor.version() && advance.failure() != null) {
      return Uni.createFrom().item(cursor);
    }
    return cursors
        .move(cursor, advance.version(), advance.receipt(), deadline)
        .chain(done -> done ? there(advance) : cursors.read(account, deadline));
  }

  private Uni<Cursor> there(Advance advance) {
    return Uni.createFrom()
        .item(new Cursor(account, advance.version(), advance.receipt(), Optional.empty()));
  }

  private static Uni<Cursor> goOn(Cursor reached, Throwable failure) {
    if (failure instanceof Unpublishable) {
      return Uni.createFrom().failure(new Standstill(reached, failure));
    }
    return failure == null ? Uni.createFrom().item(reached) : Uni.createFrom().failure(failure);
  }
}
