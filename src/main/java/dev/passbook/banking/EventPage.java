package dev.passbook.banking;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.RecordedEvent;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of history.
 *
 * @param next the version after which the next page begins, if there is one
 */
public record EventPage(List<RecordedEvent<AccountEvent>> events, OptionalLong next) {

  /** A page out of one event more than it takes: the extra one only tells that there is more. */
  static EventPage of(List<RecordedEvent<AccountEvent>> oneMore, int limit) {
    if (oneMore.size() <= limit) {
      return new EventPage(oneMore, OptionalLong.empty());
    }
    return new EventPage(
        oneMore.subList(0, limit), OptionalLong.of(oneMore.get(limit - 1).version()));
  }

  /**
   * A page backwards: versions have no gap, so the last one tells whether there are older events.
   */
  static EventPage ofNewestFirst(List<RecordedEvent<AccountEvent>> events) {
    var oldest = events.isEmpty() ? 1 : events.get(events.size() - 1).version();
    return new EventPage(events, oldest > 1 ? OptionalLong.of(oldest) : OptionalLong.empty());
  }
}
