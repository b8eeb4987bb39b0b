package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;

/** A marker is pending, so it can't be read without a look at its row. */
final class PendingMarkerFound extends UnreadableHistory {
  private static final long serialVersionUID = 1;

  PendingMarkerFound(StreamId marker) {
    super(marker, 0, "the marker is pending", null);
  }
}
