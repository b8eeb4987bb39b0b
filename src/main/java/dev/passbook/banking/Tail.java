package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup.Missing;
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
import java.util.stream.Stream;

/**
 * The newest events of one account, shared by all who listen to it in this process. Who is behind
 * them reads the table at a pace of its own, so nothing is kept for anyone.
 */
public final class Tail {
  /** Events kept, and events given at once; a commit that is read is given in full. */
  private static final int PAGE = 100;

  private static final Comparator<RecordedEvent<?>> BY_VERSION =
      Comparator.comparingLong(RecordedEvent::version);

  private static final Duration LONGEST_READ = Duration.ofSeconds(5);

  private final StreamId stream;
  private final EventStore<Account, AccountEvent> store;
  private final Watermark head = new Watermark();
  private final SharedReads<Long, List<RecordedEvent<AccountEvent>>> pages = new SharedReads<>();

  /** Without a gap; empty until the account was found. */
  private volatile List<RecordedEvent<AccountEvent>> recent = List.of();

  private volatile Throwable failure;
  private volatile boolean ended;

  Tail(StreamId stream, EventStore<Account, AccountEvent> store) {
    this.stream = stream;
    this.store = store;
  }

  /** The account's newest event; to be asked for before listening. */
  public Uni<Lookup<RecordedEvent<AccountEvent>>> newest(Deadline deadline) {
    return newestCommit(deadline)
        .invoke(this::learn)
        .map(
            newest ->
                newest.isEmpty()
                    ? Lookup.missing(Missing.ACCOUNT)
                    : Lookup.found(newest.get(newest.size() - 1)));
  }

  /** Oldest first, and in full, so that none of its events is read again. */
  private Uni<List<RecordedEvent<AccountEvent>>> newestCommit(Deadline deadline) {
    return store
        .readCommitsBackward(stream, Long.MAX_VALUE, 1, deadline)
        .map(commit -> commit.stream().sorted(BY_VERSION).toList());
  }

  /**
   * The events after a version, oldest first: some of them, when there are many.
   *
   * @return empty if none came for as long as patience lasts, or the tail has ended
   */
  public Uni<List<RecordedEvent<AccountEvent>>> after(long version, Duration patience) {
    return CallerContext.backHere(head.above(version, patience)).chain(() -> known(version));
  }

  /** Whether this process wants nobody to listen any more. */
  public boolean hasEnded() {
    return ended;
  }

  /**
   * Looks at the table once. The table being out of reach is no news: the next look may be luckier.
   */
  Uni<Void> look() {
    var deadline = Deadline.in(LONGEST_READ);
    return newestCommit(deadline)
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

  private Uni<List<RecordedEvent<AccountEvent>>> known(long version) {
    if (failure != null) {
      return Uni.createFrom().failure(failure);
    }
    var events = recent;
    var isBehind = !events.isEmpty() && version + 1 < events.get(0).version();
    return isBehind
        ? page(version, events.get(0).version())
        : Uni.createFrom()
            .item(events.stream().filter(event -> event.version() > version).toList());
  }

  /**
   * A page of the events between a version and those that are kept. On a busy account many are
   * behind at the same place: one read serves all who ask while it is under way.
   */
  private Uni<List<RecordedEvent<AccountEvent>>> page(long version, long kept) {
    var limit = (int) Math.min(PAGE, kept - 1 - version);
    return pages.read(
        version, () -> store.readCommitsForward(stream, version, limit, Deadline.in(LONGEST_READ)));
  }

  /** One commit more, as nearly always, is known already; several are read in their order. */
  private Uni<Void> catchUp(List<RecordedEvent<AccountEvent>> newest, Deadline deadline) {
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

  private void checkUnbroken(long level, long reached) {
    if (reached == level) {
      throw new UnreadableHistory(stream, level + 1, "there is a gap", null);
    }
  }

  private void learn(List<RecordedEvent<AccountEvent>> events) {
    head.riseTo(remember(events));
  }

  /** What would leave a gap is left out: the next look finds what is between. */
  private synchronized long remember(List<RecordedEvent<AccountEvent>> events) {
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
