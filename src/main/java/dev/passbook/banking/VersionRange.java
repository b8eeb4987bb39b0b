package dev.passbook.banking;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.MomentSearch;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/**
 * A range of an account's versions.
 *
 * @param first less than or equal to the last version, unless the range is empty
 */
public record VersionRange(long first, long last) {

  /**
   * Finds the versions that were recorded in a span of time. They are consecutive, because times
   * never go back within an account.
   *
   * @param from the first instant of the span, or null for an open beginning
   * @param to the first instant after the span, or null for an open end
   * @param head the current state; the range does not reach past it
   */
  public static Uni<VersionRange> recorded(
      Instant from, Instant to, Snapshot<?> head, EventStore<?, ?> store, Deadline deadline) {
    return Uni.combine()
        .all()
        .unis(
            lastBefore(from, 0, head, store, deadline),
            lastBefore(to, head.version(), head, store, deadline))
        .with((before, last) -> new VersionRange(before + 1, last));
  }

  /** Searches up to a nanosecond before the instant, since a search includes its moment. */
  private static Uni<Long> lastBefore(
      Instant instant,
      long byDefault,
      Snapshot<?> head,
      EventStore<?, ?> store,
      Deadline deadline) {
    return instant == null
        ? Uni.createFrom().item(byDefault)
        : new MomentSearch<>(store, head.stream(), instant.minusNanos(1), deadline)
            .lastVersion(head);
  }

  public boolean isEmpty() {
    return first > last;
  }

  /** Returns how many versions the range has. */
  public long size() {
    return Math.max(0, last - first + 1);
  }

  /** Returns the part of the range that begins at a version. */
  public VersionRange from(long version) {
    return new VersionRange(Math.max(first, version), last);
  }

  /** Returns the part of the range that ends with a version. */
  public VersionRange upTo(long version) {
    return new VersionRange(first, Math.min(last, version));
  }
}
