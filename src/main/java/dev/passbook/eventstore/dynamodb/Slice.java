package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;

/**
 * A stretch of a stream, newest first.
 *
 * @param upTo the highest version at which a row of it may begin
 * @param limit how many rows one Query reads at the most
 */
record Slice(StreamId stream, long upTo, int limit) {

  /** What lies before a row; twice as much at a time, so that a long way back takes few calls. */
  Slice before(long version) {
    return new Slice(stream, version - 1, Math.min(limit * 2, 1_000));
  }
}
