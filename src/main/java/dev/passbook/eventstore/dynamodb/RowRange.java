package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;

/**
 * A range of a stream's rows, for one Query.
 *
 * @param from the lowest version at which a row may begin
 * @param upTo the highest version at which a row may begin
 * @param limit the most rows that are read
 */
record RowRange(StreamId stream, long from, long upTo, int limit, boolean newestFirst) {

  /** Returns the rows that begin within a range of versions, oldest first. */
  static RowRange forward(StreamId stream, long from, long upTo, int limit) {
    return new RowRange(stream, from, upTo, limit, false);
  }

  /** Returns the rows that begin within a range of versions, newest first. */
  static RowRange backward(StreamId stream, long from, long upTo, int limit) {
    return new RowRange(stream, Math.max(1, from), upTo, limit, true);
  }

  /**
   * Returns the newest rows that begin up to a version. The first of them holds that version, if
   * the stream reaches it, and may hold later ones.
   */
  static RowRange newest(StreamId stream, long upTo, int limit) {
    return backward(stream, 1, upTo, limit);
  }
}
