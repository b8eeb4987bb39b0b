package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;

/** Reports a marker that is pending, and so can't be read without its row. */
final class PendingMarkerFound extends UnreadableHistory {
  private static final long serialVersionUID = 1;

  PendingMarkerFound(StreamId marker) {
    super(marker, 0, "the marker is pending", null);
  }
}
