package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Cursor.Parked;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far an account is published.
 *
 * @param head the version of its newest event
 * @param published the version of its last published event
 * @param next when its first unpublished event was recorded; empty if there is none, or if it can't
 *     be read
 * @param trouble why the cursor or an event can't be read
 */
public record PublicationStatus(
    StreamId account,
    long head,
    long published,
    Optional<Instant> next,
    Optional<Parked> parked,
    Optional<String> trouble) {

  /** Returns the number of events that are not published. */
  public long unpublished() {
    return Math.max(0, head - published);
  }

  /**
   * Returns since when an event waits. For an event that can't be read, this is the time at which
   * its account was parked.
   */
  public Optional<Instant> waitingSince() {
    return Stream.of(next, parked.map(Parked::at))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
