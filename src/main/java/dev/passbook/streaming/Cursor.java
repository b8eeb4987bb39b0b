package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a stream's events have been published.
 *
 * @param version the version of the last published event; 0 before the first
 * @param receipt the receiver's receipt for that event; null before the first
 * @param parked why the stream's events are not published at present
 */
public record Cursor(StreamId stream, long version, String receipt, Optional<Parked> parked) {

  /**
   * An event that could not be published and holds up all events after it.
   *
   * @param version the version of that event; the first missing version if the stream ends before
   *     the cursor
   * @param isListed whether the account is in the list of parked accounts; earlier releases had no
   *     such list
   */
  public record Parked(long version, String reason, Instant at, boolean isListed) {
    public Parked(long version, String reason, Instant at) {
      this(version, reason, at, true);
    }

    /** Returns the reason without the message of Kinesis, which never leaves the service. */
    public String shownReason() {
      return reason.startsWith(Unpublishable.REFUSED) ? Unpublishable.REFUSED : reason;
    }
  }

  /**
   * Returns whether the stream is parked because it ends before this cursor. The stream's events
   * may reach the cursor again with other events, so that only an operator may release it.
   */
  boolean isPastHead() {
    return parked.filter(why -> why.version() <= version).isPresent();
  }

  public static Cursor start(StreamId stream) {
    return new Cursor(stream, 0, null, Optional.empty());
  }

  public Cursor parkedAs(Parked why) {
    return new Cursor(stream, version, receipt, Optional.of(why));
  }
}
