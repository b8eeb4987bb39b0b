package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The newest events of one account, shared by all who listen to it in this process. Who is behind
 * them reads the table at a pace of its own, so nothing is kept for anyone.
 */
public final class Tail {
  /** Events kept, and events given at once. */
  private static final int PAGE = 100;

  private static final Duration LONGEST_READ = Duration.ofSeconds(5);

  private final StreamId stream;
  private final EventStore<Account, AccountEvent> store;
  private final Watermark head = new Watermark();

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
    return store
        .readBackward(stream, Long.MAX_VALUE, 1, deadline)
        .invoke(this::learn)
        .map(
            newest ->
                newest.isEmpty() ? Lookup.missing(Missing.ACCOUNT) : Lookup.found(newest.get(0)));
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
    return store
        .readBackward(stream, Long.MAX_VALUE, 1, deadline)
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
        ? store.readForward(stream, version, PAGE, Deadline.in(LONGEST_READ))
        : Uni.createFrom()
            .item(events.stream().filter(event -> event.version() > version).toList());
  }

  /** One event more, as nearly always, is known already; several are read in their order. */
  private Uni<Void> catchUp(List<RecordedEvent<AccountEvent>> newest, Deadline deadline) {
    if (recent.isEmpty() || newest.isEmpty() || newest.get(0).version() <= head.level() + 1) {
      learn(newest);
      return Uni.createFrom().voidItem();
    }
    return store
        .readForward(stream, head.level(), PAGE, deadline)
        .invoke(this::learn)
        .chain(() -> catchUp(newest, deadline));
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
    recent = List.copyOf(all.subList(Math.max(0, all.size() - PAGE), all.size()));
    return news.get(news.size() - 1).version();
  }
}
