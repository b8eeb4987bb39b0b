package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;

/**
 * A stretch of a stream, for one Query.
 *
 * @param from the lowest version at which a row of it may begin
 * @param upTo the highest one
 * @param limit how many rows are read at the most
 */
record Slice(StreamId stream, long from, long upTo, int limit, boolean newestFirst) {

  /** The rows that begin within some versions, oldest first. */
  static Slice forward(StreamId stream, long from, long upTo, int limit) {
    return new Slice(stream, from, upTo, limit, false);
  }

  /** The rows that begin within some versions, newest first. */
  static Slice backward(StreamId stream, long from, long upTo, int limit) {
    return new Slice(stream, Math.max(1, from), upTo, limit, true);
  }

  /**
   * The newest rows that begin up to a version. The first of them may reach past it, and is the one
   * that holds it if the stream goes on so far.
   */
  static Slice newest(StreamId stream, long upTo, int limit) {
    return backward(stream, 1, upTo, limit);
  }
}
