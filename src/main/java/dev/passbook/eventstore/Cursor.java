package dev.passbook.eventstore;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream's events have been passed on.
 *
 * @param version of the last event that was; 0 before the first
 * @param receipt what the receiver gave for it; null before the first
 * @param parked why the stream's events are not passed on at present
 */
public record Cursor(StreamId stream, long version, String receipt, Optional<Parked> parked) {

  /**
   * An event that could not be passed on, and with it all that come after it.
   *
   * @param version where the stream stands still
   */
  public record Parked(long version, String reason, Instant at) {}

  public static Cursor start(StreamId stream) {
    return new Cursor(stream, 0, null, Optional.empty());
  }

  public Cursor parkedAs(Parked why) {
    return new Cursor(stream, version, receipt, Optional.of(why));
  }
}
