package dev.passbook.eventstore;

import java.time.Instant;

/**
 * A place in a list of streams.
 *
 * @param at when the stream's first event was recorded
 */
public record ListPlace(Instant at, StreamId stream) {
  public static ListPlace of(RecordedEvent<?> first) {
    return new ListPlace(first.at(), first.stream());
  }
}
