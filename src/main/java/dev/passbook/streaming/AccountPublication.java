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
import java.util.Iterator;
import java.util.Optional;

/**
 * Publishes one account's events one by one, from its cursor to its last event, and moves the
 * cursor.
 */
record AccountPublication(
    EventStore<Account, AccountEvent> store,
    Cursors cursors,
    EventPublisher publisher,
    Timeline timeline,
    StreamId account,
    Deadline publishing,
    Deadline deadline) {
  /**
   * The time kept for moving the cursor. Without it, a slow Kinesis would have to take the same
   * events again.
   */
  private static final Duration RESERVE = Duration.ofSeconds(1);

  /**
   * The number of events after which the cursor moves. If a relay dies in between, the next one
   * repeats no more than these.
   */
  private static final int PAGE = 10;

  /**
   * Creates the publication of one account.
   *
   * @param deadline until which the cursor is moved; events are published until a little earlier
   */
  static AccountPublication of(
      EventStore<Account, AccountEvent> store,
      Cursors cursors,
      EventPublisher publisher,
      Timeline timeline,
      StreamId account,
      Deadline deadline) {
    var quarter = deadline.remaining().dividedBy(4);
    var reserve = quarter.compareTo(RESERVE) < 0 ? quarter : RESERVE;
    var publishing = deadline.hasPassed() ? deadline : deadline.earlierBy(reserve);
    return new AccountPublication(
        store, cursors, publisher, timeline, account, publishing, deadline);
  }

  /**
   * How far a publication has come.
   *
   * @param failure the failure that ended it early, or null
   */
  private record Advance(long version, String receipt, Throwable failure) {
    boolean isOver(long end) {
      return failure != null || version >= end;
    }
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
        cursor, new EventPages(store, account, PAGE).after(cursor.version(), deadline));
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
        ? moved(cursor, new Advance(cursor.version(), cursor.receipt(), null))
        : Uni.createFrom().item(cursor);
  }

  /**
   * Publishes a page. The cursor moves several times if full rows make the page longer than its
   * limit.
   */
  private Uni<Place> pass(Cursor cursor, EventPages.Page page) {
    publisher.metrics().waits(page.events().get(0));
    var events = page.events().iterator();
    return Loop.until(
            passed -> !events.hasNext() || passed.isLate(),
            new Passed(cursor, false),
            passed -> some(passed.cursor(), events))
        .map(
            passed ->
                new Place(passed.cursor(), page.isLast() && !passed.isLate(), !passed.isLate()));
  }

  /**
   * How much of a page is published.
   *
   * @param isLate whether another publication has moved the cursor; then the rest of the page is
   *     read again from the cursor's new version
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

  /**
   * Publishes one event. The next event waits for its acknowledgement, since nothing else keeps
   * their order.
   */
  private Uni<Advance> publish(Advance reached, RecordedEvent<AccountEvent> event) {
    return publisher
        .publish(event, timeline, reached.receipt(), publishing)
        .map(receipt -> new Advance(event.version(), receipt, null))
        .onFailure()
        .recoverWithItem(failure -> new Advance(reached.version(), reached.receipt(), failure));
  }

  /** Returns the cursor's current place, to which this publication or another one moved it. */
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
      return Uni.createFrom()
          .failure(new PublicationBlocked(reached, reached.version() + 1, failure));
    }
    return failure == null
        ? Uni.createFrom().item(new Passed(reached, reached.version() != advance.version()))
        : Uni.createFrom().failure(failure);
  }
}
