package dev.passbook.eventstore;

import java.time.Instant;

/**
 * A stream's state at a version.
 *
 * @param version 0 for a stream that has no event
 * @param state null at version 0, like the two times
 * @param createdAt when the first event was recorded
 * @param updatedAt when the event at this version was recorded
 * @param chain the chain of the row that ends at this version; null if that row has none, and where
 *     a commit can't follow, such as at a past version
 */
public record Snapshot<S>(
    StreamId stream, long version, S state, Instant createdAt, Instant updatedAt, Chain chain) {

  /** Creates a snapshot without a chain. */
  public Snapshot(StreamId stream, long version, S state, Instant createdAt, Instant updatedAt) {
    this(stream, version, state, createdAt, updatedAt, null);
  }

  public static <S> Snapshot<S> none(StreamId stream) {
    return new Snapshot<>(stream, 0, null, null, null);
  }

  public boolean exists() {
    return version > 0;
  }

  /** Returns this snapshot with another state, at the same version. */
  public Snapshot<S> with(S other) {
    return new Snapshot<>(stream, version, other, createdAt, updatedAt, chain);
  }

  /**
   * Returns this snapshot with another chain.
   *
   * @param other null for none
   */
  public Snapshot<S> chained(Chain other) {
    return new Snapshot<>(stream, version, state, createdAt, updatedAt, other);
  }

  /**
   * Returns the snapshot after one more event. It has no chain, since that belongs to a row.
   *
   * @throws UnreadableHistory when the event is not the next one or does not fit this state
   */
  public <E> Snapshot<S> plus(RecordedEvent<? extends E> next, EventCodec<S, E> codec) {
    if (next.version() != version + 1) {
      throw new UnreadableHistory(
          stream, next.version(), "it follows on version " + version + ": there is a gap", null);
    }
    try {
      var began = exists() ? createdAt : next.at();
      return new Snapshot<>(
          stream, next.version(), codec.fold(state, next.event()), began, next.at());
    } catch (RuntimeException e) {
      throw new UnreadableHistory(stream, next.version(), FailureText.of(e), e);
    }
  }
}
