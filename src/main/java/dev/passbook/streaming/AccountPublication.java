package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Publishes one account's events record by record, from its cursor to its last event, and moves the
 * cursor after each record.
 */
record AccountPublication(
    EventStore<Account, AccountEvent> store,
    Cursors cursors,
    EventPublisher publisher,
    Timeline timeline,
    StreamId account,
    int page,
    Deadline publishing,
    Deadline deadline) {
  /**
   * The time kept for moving the cursor. Without it, a slow Kinesis would have to take the same
   * events again.
   */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  /**
   * Creates the publication of one account.
   *
   * @param page the least events that are read at once, if there are so many
   * @param deadline until which the cursor is moved; events are published until a little earlier
   */
  static AccountPublication of(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      EventPublisher publisher,
      Timeline timeline,
      StreamId account,
      int page,
      Deadline deadline) {
    var quarter = deadline.remaining().dividedBy(4);
    var reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
    var publishing = deadline.hasPassed() ? deadline : deadline.earlierBy(reserve);
    return new AccountPublication(
        store, cursors, publisher, timeline, account, page, publishing, deadline);
  }

  /**
   * Publishes all events after the cursor.
   *
   * @return the cursor at the last event. Fails with {@link PublicationBlocked} at an event that
   *     can't be published, once all events before it are.
   */
  Uni<Cursor> complete() {
    return cursors.read(account, deadline).chain(this::from);
  }

  /**
   * The cursor between two pages.
   *
   * @param isAtHead whether the last read found no event after the cursor
   * @param isProven whether the event at the cursor was read, and so exists
   */
  private record Place(Cursor cursor, boolean isAtHead, boolean isProven) {}

  private Uni<Cursor> from(Cursor cursor) {
    if (cursor.isPastHead()) {
      return Uni.createFrom().failure(pastHead(cursor, cursor.parked().orElseThrow().version()));
    }
    return Loop.until(Place::isAtHead, new Place(cursor, false, false), this::step)
        .chain(place -> atHead(place.cursor()));
  }

  private Uni<Place> step(Place place) {
    var cursor = place.cursor();
    return next(cursor).chain(page -> page.events().isEmpty() ? atEnd(place) : pass(cursor, page));
  }

  private Uni<EventPages.Page> next(Cursor cursor) {
    return orBlocked(
        cursor, new EventPages(store, account, page).after(cursor.version(), deadline));
  }

  private static <T> Uni<T> orBlocked(Cursor cursor, Uni<T> read) {
    return read.onFailure(UnreadableHistory.class)
        .transform(failure -> new PublicationBlocked(cursor, cursor.version() + 1, failure));
  }

  /**
   * Checks that the history reaches to the cursor, since a restore or a loss may have cut it off.
   * New events would then get versions that consumers know already, so the account must wait for an
   * operator.
   */
  private Uni<Place> atEnd(Place place) {
    var cursor = place.cursor();
    var end = new Place(cursor, true, true);
    return cursor.version() == 0 || place.isProven()
        ? Uni.createFrom().item(end)
        : orBlocked(cursor, store.readCommitsBackward(account, Long.MAX_VALUE, 1, deadline))
            .map(newest -> newest.isEmpty() ? 0 : newest.get(0).version())
            .invoke(head -> checkNotPast(head, cursor))
            .replaceWith(end);
  }

  private static void checkNotPast(long head, Cursor cursor) {
    if (cursor.version() > head) {
      throw pastHead(cursor, head + 1);
    }
  }

  private static PublicationBlocked pastHead(Cursor cursor, long missing) {
    var why = "it is published up to version %d, and the history ends before";
    return new PublicationBlocked(
        cursor,
        missing,
        new UnreadableHistory(cursor.stream(), missing, why.formatted(cursor.version()), null));
  }

  /** Clears the account's parking, since nothing blocks it any more. */
  private Uni<Cursor> atHead(Cursor cursor) {
    publisher.metrics().isDone(account);
    return cursor.parked().isPresent()
        ? moved(cursor, Advance.at(cursor.version(), cursor.receipt()))
        : Uni.createFrom().item(cursor);
  }

  private Uni<Place> pass(Cursor cursor, EventPages.Page events) {
    publisher.metrics().waits(events.events().get(0));
    return Loop.until(Passed::isOver, new Passed(cursor, events.events(), false), this::passRecord)
        .map(
            passed ->
                new Place(passed.cursor(), events.isLast() && !passed.isLate(), !passed.isLate()));
  }

  /**
   * How much of a page is published.
   *
   * @param left the events of the page that are not published yet
   * @param isLate whether another publication has moved the cursor; then the rest of the page is
   *     read again from the cursor's new version
   */
  private record Passed(Cursor cursor, List<RecordedEvent<AccountEvent>> left, boolean isLate) {
    boolean isOver() {
      return left.isEmpty() || isLate;
    }
  }

  /**
   * Publishes the next record. The record after it waits for the acknowledgement, since nothing
   * else keeps their order.
   */
  private Uni<Passed> passRecord(Passed passed) {
    var cursor = passed.cursor();
    var next =
        KinesisRecord.ofFirst(
            passed.left(),
            publisher.kinesis().mostEvents(),
            event -> DomainEvents.json(event, timeline));
    var rest = passed.left().subList(next.size(), passed.left().size());
    return Advance.at(cursor.version(), cursor.receipt())
        .put(next, (part, after) -> publisher.publish(part, after, publishing))
        .chain(
            advance ->
                moved(cursor, advance)
                    .chain(reached -> orFailure(reached, advance))
                    .map(
                        reached ->
                            new Passed(reached, rest, reached.version() != advance.version())));
  }

  /** Returns the cursor's current place, to which this publication or another one moved it. */
  private Uni<Cursor> moved(Cursor cursor, Advance advance) {
    if (advance.version() == cursor.version() && advance.hasFailed()) {
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

  private static Uni<Cursor> orFailure(Cursor reached, Advance advance) {
    var failure = advance.failure();
    if (failure instanceof Unpublishable) {
      return Uni.createFrom()
          .failure(new PublicationBlocked(reached, reached.version() + 1, failure));
    }
    return failure == null ? Uni.createFrom().item(reached) : Uni.createFrom().failure(failure);
  }
}
