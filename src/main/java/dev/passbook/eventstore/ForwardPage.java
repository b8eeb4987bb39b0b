package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Reads a page of a stream's events, oldest first. A lost row must not look like the end of the
 * history, so a page that is not full is compared with the newest event.
 */
public record ForwardPage<E>(
    EventStore<?, E> store, StreamId stream, long after, int limit, Deadline deadline) {

  /** Fails with {@link UnreadableHistory} if a version is missing. */
  public Uni<EventPage<E>> read() {
    return store
        .readForward(stream, after, limit + 1, deadline)
        .invoke(events -> UnreadableHistory.checkUnbroken(stream, after, events))
        .call(this::checkEnd)
        .map(events -> EventPage.of(events, limit));
  }

  /** An empty page needs no check here, since the store itself has looked for later events. */
  private Uni<Void> checkEnd(List<RecordedEvent<E>> events) {
    if (events.isEmpty() || events.size() > limit) {
      return Uni.createFrom().voidItem();
    }
    var last = events.get(events.size() - 1).version();
    return store
        .readBackward(stream, Long.MAX_VALUE, 1, deadline)
        .chain(
            newest ->
                newest.isEmpty() || newest.get(0).version() <= last
                    ? Uni.createFrom().voidItem()
                    : checkNext(last));
  }

  /**
   * The stream has later events. That is fine if a writer added the next one since the page was
   * read.
   */
  private Uni<Void> checkNext(long last) {
    return store
        .readForward(stream, last, 1, deadline)
        .invoke(next -> UnreadableHistory.checkUnbroken(stream, last, next))
        .replaceWithVoid();
  }
}
