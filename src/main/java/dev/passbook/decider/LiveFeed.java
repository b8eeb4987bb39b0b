package dev.passbook.decider;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The newest events of one stream, shared by all its listeners in this process. A listener that
 * falls behind reads the table at its own pace, so nothing is kept for it.
 *
 * @param <E> the event
 */
public final class LiveFeed<E> {
  /** How many events are kept, and given at once. A commit is given in full. */
  private static final int PAGE = 100;

  private static final Comparator<RecordedEvent<?>> BY_VERSION =
      Comparator.comparingLong(RecordedEvent::version);

  private static final Duration LONGEST_READ = Duration.ofSeconds(5);

  private final StreamId stream;
  private final EventStore<?, E> store;
  private final VersionSignal head = new VersionSignal();
  private final SharedReads<Long, List<RecordedEvent<E>>> pages = new SharedReads<>();

  /** Without a gap. Empty until the stream was found. */
  private volatile List<RecordedEvent<E>> recent = List.of();

  private volatile Throwable failure;
  private volatile boolean ended;

  public LiveFeed(StreamId stream, EventStore<?, E> store) {
    this.stream = stream;
    this.store = store;
  }

  /** Returns the stream's newest event, if it has one. A listener asks for it first. */
  public Uni<Optional<RecordedEvent<E>>> newest(Deadline deadline) {
    return newestCommit(deadline)
        .invoke(this::learn)
        .map(
            newest ->
                newest.isEmpty() ? Optional.empty() : Optional.of(newest.get(newest.size() - 1)));
  }

  /** Returns the newest commit in full, oldest event first, so that no event is read twice. */
  private Uni<List<RecordedEvent<E>>> newestCommit(Deadline deadline) {
    return store
        .readCommitsBackward(stream, Long.MAX_VALUE, 1, deadline)
        .map(commit -> commit.stream().sorted(BY_VERSION).toList());
  }

  /**
   * Returns some of the events after a version, oldest first.
   *
   * @return an empty list if none came in time, or if the feed has ended
   */
  public Uni<List<RecordedEvent<E>>> after(long version, Duration patience) {
    return CallerContext.backHere(head.above(version, patience)).chain(() -> known(version));
  }

  /** Returns whether the process stops, so that listeners have to go. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Looks at the table once. A table that is out of reach is no failure: the next look may reach
   * it.
   *
   * @return fails when the stream has lost events that listeners received, for example because a
   *     restored table took the place of this one
   */
  public Uni<Void> look() {
    var deadline = Deadline.in(LONGEST_READ);
    var known = head.level();
    return newestCommit(deadline)
        .invoke(newest -> checkNotRewound(known, newest))
        .chain(newest -> catchUp(newest, deadline))
        .onFailure(StoreUnavailable.class)
        .recoverWithNull();
  }

  void end() {
    ended = true;
    head.release();
  }

  void fail(Throwable cause) {
    failure = cause;
    head.release();
  }

  private Uni<List<RecordedEvent<E>>> known(long version) {
    if (failure != null) {
      return Uni.createFrom().failure(failure);
    }
    var events = recent;
    return isBehind(version, events)
        ? page(version, events.get(0).version())
        : Uni.createFrom()
            .item(events.stream().filter(event -> event.version() > version).toList());
  }

  /** Returns whether the next events after a version are older than those that all share. */
  public boolean isBehind(long version) {
    return isBehind(version, recent);
  }

  private static boolean isBehind(long version, List<? extends RecordedEvent<?>> events) {
    return !events.isEmpty() && version + 1 < events.get(0).version();
  }

  /**
   * Returns a page of the events between a version and the kept ones. On a busy stream many
   * listeners are behind at the same place, so one read serves all who ask while it is under way.
   */
  private Uni<List<RecordedEvent<E>>> page(long version, long kept) {
    var limit = (int) Math.min(PAGE, kept - 1 - version);
    return pages.read(
        version, () -> store.readCommitsForward(stream, version, limit, Deadline.in(LONGEST_READ)));
  }

  /** Mostly there is one more commit, which is known already. Several are read in their order. */
  private Uni<Void> catchUp(List<RecordedEvent<E>> newest, Deadline deadline) {
    var until = recent.isEmpty() || newest.isEmpty() ? 0 : newest.get(0).version() - 1;
    return Loop.until(level -> level >= until, head.level(), level -> more(level, until, deadline))
        .invoke(() -> learn(newest))
        .replaceWithVoid();
  }

  private Uni<Long> more(long level, long until, Deadline deadline) {
    return store
        .readCommitsForward(stream, level, (int) Math.min(PAGE, until - level), deadline)
        .invoke(this::learn)
        .map(learned -> head.level())
        .invoke(reached -> checkUnbroken(level, reached));
  }

  private void checkNotRewound(long known, List<RecordedEvent<E>> newest) {
    var reached = newest.isEmpty() ? 0 : newest.get(newest.size() - 1).version();
    if (reached < known) {
      throw new UnreadableHistory(stream, reached + 1, "the stream ends before " + known, null);
    }
  }

  private void checkUnbroken(long level, long reached) {
    if (reached == level) {
      throw new UnreadableHistory(stream, level + 1, "there is a gap", null);
    }
  }

  private void learn(List<RecordedEvent<E>> events) {
    head.riseTo(remember(events));
  }

  /** Leaves out events that would leave a gap: the next look finds what is between. */
  private synchronized long remember(List<RecordedEvent<E>> events) {
    var known = recent.isEmpty() ? 0 : recent.get(recent.size() - 1).version();
    var news = events.stream().filter(event -> event.version() > known).toList();
    if (news.isEmpty() || known > 0 && news.get(0).version() > known + 1) {
      return known;
    }
    var all = Stream.concat(recent.stream(), news.stream()).toList();
    var kept = Math.max(PAGE, news.size());
    recent = List.copyOf(all.subList(Math.max(0, all.size() - kept), all.size()));
    return news.get(news.size() - 1).version();
  }
}
