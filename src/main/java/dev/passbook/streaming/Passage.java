package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Cursor;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.Cursors;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Iterator;
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

  /** After so many the cursor moves: if a relay dies in between, the next repeats no more. */
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
   * @param failure what ended it early, or null
   */
  private record Advance(long version, String receipt, Throwable failure) {
    boolean isOver(long end) {
      return failure != null || version >= end;
    }
  }

  /**
   * Publishes what there is.
   *
   * @return the cursor at the head. Fails with {@link Standstill} in front of an event that can't
   *     be published, when all before it are.
   */
  Uni<Cursor> complete() {
    return cursors.read(account, deadline).chain(this::from);
  }

  /**
   * Where the passage is.
   *
   * @param isAtHead whether nothing was left behind the cursor when the account was read last
   */
  private record Place(Cursor cursor, boolean isAtHead) {}

  private Uni<Cursor> from(Cursor cursor) {
    return Loop.until(Place::isAtHead, new Place(cursor, false), place -> step(place.cursor()))
        .chain(place -> atHead(place.cursor()));
  }

  private Uni<Place> step(Cursor cursor) {
    return next(cursor)
        .chain(
            page ->
                page.events().isEmpty()
                    ? Uni.createFrom().item(new Place(cursor, true))
                    : pass(cursor, page));
  }

  private Uni<EventPages.Page> next(Cursor cursor) {
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

  /**
   * The cursor moves several times on a page of full rows, which is longer than it was asked for.
   */
  private Uni<Place> pass(Cursor cursor, EventPages.Page page) {
    var events = page.events().iterator();
    return Loop.until(
            passed -> !events.hasNext() || passed.isLate(),
            new Passed(cursor, false),
            passed -> some(passed.cursor(), events))
        .map(passed -> new Place(passed.cursor(), page.isLast() && !passed.isLate()));
  }

  /**
   * How far a page was passed on.
   *
   * @param isLate whether another passage has moved the cursor, so that the rest of the page must
   *     be read again from where the cursor stands now
   */
  private record Passed(Cursor cursor, boolean isLate) {}

  private Uni<Passed> some(Cursor cursor, Iterator<RecordedEvent<AccountEvent>> events) {
    var end = cursor.version() + PAGE;
    return Loop.until(
            advance -> advance.isOver(end) || !events.hasNext(),
            new Advance(cursor.version(), cursor.receipt(), null),
            advance -> publish(advance, events.next()))
        .chain(advance -> moved(cursor, advance).chain(reached -> goOn(reached, advance)));
  }

  /** The next one goes only when this one is acknowledged: that alone keeps them in order. */
  private Uni<Advance> publish(Advance reached, RecordedEvent<AccountEvent> event) {
    var published =
        kinesis.publish(
            AccountIds.of(account), DomainEvents.json(event), reached.receipt(), publishing);
    return traces
        .traced(event, published)
        .invoke(receipt -> figures.published(event))
        .map(receipt -> new Advance(event.version(), receipt, null))
        .onFailure()
        .recoverWithItem(failure -> new Advance(reached.version(), reached.receipt(), failure));
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

  private static Uni<Passed> goOn(Cursor reached, Advance advance) {
    var failure = advance.failure();
    if (failure instanceof Unpublishable) {
      return Uni.createFrom().failure(new Standstill(reached, failure));
    }
    return failure == null
        ? Uni.createFrom().item(new Passed(reached, reached.version() != advance.version()))
        : Uni.createFrom().failure(failure);
  }
}
