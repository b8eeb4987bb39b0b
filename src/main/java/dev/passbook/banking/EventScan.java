package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads a range of versions, part by part, until a page of wanted events is full or enough was
 * read. Each part is twice as long as the one before, so that a page costs little where most events
 * are wanted, and few calls where hardly any is.
 */
record EventScan(
    EventStore<Account, AccountEvent> store,
    StreamId stream,
    EventFilter filter,
    boolean newestFirst,
    int limit,
    Deadline deadline) {
  private static final int LONGEST_PART = 200;

  /** DynamoDB charges as much for this many plain rows as for one. */
  private static final int SHORTEST_PART = 10;

  /**
   * @param left the versions that are still to read
   * @param read how many events were read
   */
  private record Progress(VersionRange left, List<RecordedEvent<AccountEvent>> found, int read) {}

  Uni<EventPage<AccountEvent>> page(VersionRange range) {
    return Loop.until(this::isDone, new Progress(range, List.of(), 0), this::step)
        .map(end -> new EventPage<>(end.found(), next(end.left())));
  }

  private boolean isDone(Progress progress) {
    return progress.left().isEmpty()
        || progress.found().size() == limit
        || progress.read() == EventSearch.MOST_READ;
  }

  private OptionalLong next(VersionRange left) {
    if (left.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(newestFirst ? left.last() + 1 : left.first() - 1);
  }

  private Uni<Progress> step(Progress progress) {
    var left = progress.left();
    var part = Math.max(progress.read(), Math.max(limit, SHORTEST_PART));
    var most = Math.min(LONGEST_PART, EventSearch.MOST_READ - progress.read());
    var wanted = (int) Math.min(left.size(), Math.min(part, most));
    var read =
        newestFirst
            ? store.readBackward(stream, left.last() + 1, wanted, deadline)
            : store.readForward(stream, left.first() - 1, wanted, deadline);
    return read.invoke(events -> checkUnbroken(left, events)).map(events -> with(progress, events));
  }

  /** The range ends with a version that exists, so all of its versions must be there. */
  private void checkUnbroken(VersionRange left, List<RecordedEvent<AccountEvent>> events) {
    var expected = newestFirst ? left.last() : left.first();
    for (var event : events) {
      if (event.version() != expected) {
        throw gap(expected);
      }
      expected += newestFirst ? -1 : 1;
    }
    if (events.isEmpty()) {
      throw gap(expected);
    }
  }

  private UnreadableHistory gap(long version) {
    return new UnreadableHistory(stream, version, "there is a gap", null);
  }

  private Progress with(Progress before, List<RecordedEvent<AccountEvent>> events) {
    var room = limit - before.found().size();
    var wanted = events.stream().filter(filter::includes).limit(room + 1L).toList();
    var read = before.read() + events.size();
    if (wanted.size() > room) {
      // The next page begins with a wanted event, not with those that are passed over.
      var left = startingAt(wanted.get(room).version(), before.left());
      return new Progress(left, concat(before.found(), wanted.subList(0, room)), read);
    }
    var last = events.get(events.size() - 1).version();
    var left = startingAt(newestFirst ? last - 1 : last + 1, before.left());
    return new Progress(left, concat(before.found(), wanted), read);
  }

  private VersionRange startingAt(long version, VersionRange range) {
    return newestFirst ? range.upTo(version) : range.from(version);
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
