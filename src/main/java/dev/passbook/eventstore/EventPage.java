package dev.passbook.eventstore;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a stream's events.
 *
 * @param <E> the event
 * @param next the version after which the next page begins, if there is one
 */
public record EventPage<E>(List<RecordedEvent<E>> events, OptionalLong next) {

  /**
   * Returns the page for a limit. The list may hold one event more, which shows that there is a
   * next page.
   */
  static <E> EventPage<E> of(List<RecordedEvent<E>> oneMore, int limit) {
    if (oneMore.size() <= limit) {
      return new EventPage<>(oneMore, OptionalLong.empty());
    }
    return new EventPage<>(
        oneMore.subList(0, limit), OptionalLong.of(oneMore.get(limit - 1).version()));
  }

  /**
   * Returns a page of events, newest first. Versions have no gap, so the last event's version shows
   * whether there are older events.
   */
  public static <E> EventPage<E> ofNewestFirst(List<RecordedEvent<E>> events) {
    var oldest = events.isEmpty() ? 1 : events.get(events.size() - 1).version();
    return new EventPage<>(events, oldest > 1 ? OptionalLong.of(oldest) : OptionalLong.empty());
  }
}
