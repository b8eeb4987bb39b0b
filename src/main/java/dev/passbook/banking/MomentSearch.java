package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds the last version recorded up to a moment, without an index: an account's times never go
 * back.
 *
 * <p>Each look reads a page of events where the moment is supposed to be, as one opens a telephone
 * book: two or three looks in a history that went on at an even pace, whatever its length. Every
 * other look is in the middle, so that long pauses never make it more than twice a binary search.
 */
record MomentSearch(
    EventStore<Account, AccountEvent> store, StreamId stream, Instant moment, Deadline deadline) {
  /** DynamoDB charges as much for this many plain rows as for one. */
  private static final int PAGE = 10;

  private record Point(long version, Instant at) {}

  /**
   * The last version up to the moment lies between these.
   *
   * @param known a version up to the moment
   * @param later one after it
   */
  private record Between(Point known, Point later, boolean inTheMiddle) {
    boolean isFound() {
      return later.version() - known.version() == 1;
    }

    long inside() {
      return later.version() - known.version() - 1;
    }
  }

  /**
   * @param head the account now; it was opened by the moment, and last changed after it
   */
  Uni<Long> lastVersion(Snapshot<Account> head) {
    var opened = new Point(1, head.createdAt());
    var latest = new Point(head.version(), head.updatedAt());
    return Loop.until(Between::isFound, new Between(opened, latest, false), this::look)
        .map(found -> found.known().version());
  }

  private Uni<Between> look(Between place) {
    var known = place.known();
    var later = place.later();
    var look = place.inTheMiddle() ? middle(known, later) : guess(known, later);
    var before = Math.min(later.version(), look + PAGE / 2 + 1);
    var unknown = before - 1 - known.version();
    return store
        .readCommitsBackward(stream, before, (int) Math.min(PAGE, unknown), deadline)
        .map(page -> new Between(known(known, page), later(later, page), !place.inTheMiddle()))
        .invoke(next -> checkNarrower(place, next));
  }

  /** Where events are lost, a search for them would go on for ever. */
  private void checkNarrower(Between place, Between next) {
    if (next.inside() >= place.inside()) {
      throw new UnreadableHistory(stream, place.known().version() + 1, "there is a gap", null);
    }
  }

  private static long middle(Point known, Point later) {
    return known.version() + (later.version() - known.version()) / 2;
  }

  private long guess(Point known, Point later) {
    var share = millis(known.at(), moment) / millis(known.at(), later.at());
    var guess = known.version() + (long) (share * (later.version() - known.version()));
    return Math.min(Math.max(guess, known.version() + 1), later.version() - 1);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private Point known(Point known, List<RecordedEvent<AccountEvent>> newestFirst) {
    return newestFirst.stream()
        .filter(event -> event.version() > known.version() && !event.at().isAfter(moment))
        .findFirst()
        .map(MomentSearch::point)
        .orElse(known);
  }

  private Point later(Point later, List<RecordedEvent<AccountEvent>> newestFirst) {
    return newestFirst.stream()
        .filter(event -> event.at().isAfter(moment))
        .reduce((newer, older) -> older)
        .map(MomentSearch::point)
        .orElse(later);
  }

  private static Point point(RecordedEvent<AccountEvent> event) {
    return new Point(event.version(), event.at());
  }
}
