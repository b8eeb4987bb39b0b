package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds the last version recorded up to a moment. It needs no index, since times never go back
 * within a stream.
 *
 * <p>Each step reads a page of events at the version that the moment suggests by interpolation.
 * That takes two or three steps if the events came at an even pace, however long the history is.
 * Every other step reads in the middle, so that long pauses cost at most twice as much as a binary
 * search.
 */
public record MomentSearch<E>(
    EventStore<?, E> store, StreamId stream, Instant moment, Deadline deadline) {
  /** DynamoDB charges as much for this many plain rows as for one. */
  private static final int PAGE = 10;

  private record Point(long version, Instant at) {}

  /**
   * The bounds between which the last version up to the moment lies.
   *
   * @param known a version up to the moment
   * @param later a version after it
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
   * Returns the last version up to the moment, or 0 if the stream began later.
   *
   * @param head the current state
   */
  public Uni<Long> lastVersion(Snapshot<?> head) {
    if (moment.isBefore(head.createdAt())) {
      return Uni.createFrom().item(0L);
    }
    return moment.isBefore(head.updatedAt()) ? search(head) : Uni.createFrom().item(head.version());
  }

  private Uni<Long> search(Snapshot<?> head) {
    var first = new Point(1, head.createdAt());
    var latest = new Point(head.version(), head.updatedAt());
    return Loop.until(Between::isFound, new Between(first, latest, false), this::step)
        .map(found -> found.known().version());
  }

  private Uni<Between> step(Between place) {
    var known = place.known();
    var later = place.later();
    var target = place.inTheMiddle() ? middle(known, later) : guess(known, later);
    var before = Math.min(later.version(), target + PAGE / 2 + 1);
    var unknown = before - 1 - known.version();
    return store
        .readCommitsBackward(stream, before, (int) Math.min(PAGE, unknown), deadline)
        .map(page -> new Between(known(known, page), later(later, page), !place.inTheMiddle()))
        .invoke(next -> checkNarrower(place, next));
  }

  /** Without this check, the search would never end if events are lost. */
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

  private Point known(Point known, List<RecordedEvent<E>> newestFirst) {
    return newestFirst.stream()
        .filter(event -> event.version() > known.version() && !event.at().isAfter(moment))
        .findFirst()
        .map(MomentSearch::point)
        .orElse(known);
  }

  private Point later(Point later, List<RecordedEvent<E>> newestFirst) {
    return newestFirst.stream()
        .filter(event -> event.at().isAfter(moment))
        .reduce((newer, older) -> older)
        .map(MomentSearch::point)
        .orElse(later);
  }

  private static Point point(RecordedEvent<?> event) {
    return new Point(event.version(), event.at());
  }
}
