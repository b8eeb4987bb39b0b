package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Publishes accounts' events again, marked with the replay's name, each account's in order. It
 * serves a new consumer or a projection that is rebuilt. It moves no cursor, and the relay can run
 * beside it.
 */
public final class Replay {
  private static final Logger LOG = Logger.getLogger(Replay.class);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final int ACCOUNTS_AT_ONCE = 16;

  private final EventStore<Account, AccountEvent> store;
  private final History history;
  private final KinesisPublisher kinesis;
  private final Timeline timeline;
  private final String name;
  private final RateLimiter pace;
  private final int mostEvents;
  private final Runnable published;

  /** Finds the version of an account after which the replay begins. */
  public interface Beginning extends Function<StreamId, Uni<Long>> {}

  /**
   * Creates a replay.
   *
   * @param eventsASecond the limit over all accounts
   * @param published called for each event that Kinesis acknowledged
   */
  public Replay(
      EventStore<Account, AccountEvent> store,
      KinesisPublisher kinesis,
      Timeline timeline,
      String name,
      int eventsASecond,
      Runnable published) {
    this.store = store;
    this.history = new History(store);
    this.kinesis = kinesis;
    this.timeline = timeline;
    this.name = name;
    this.pace = new RateLimiter(eventsASecond);
    this.mostEvents = Math.min(kinesis.mostEvents(), eventsASecond);
    this.published = published;
  }

  /** Begins at this version. */
  public static Beginning version(long first) {
    return account -> Uni.createFrom().item(first - 1);
  }

  /** Begins at the first event recorded at this moment or later. */
  public Beginning time(Instant moment) {
    var before = moment.minusMillis(1);
    return account ->
        history
            .asOf(Caller.ANYONE, UUID.fromString(AccountIds.of(account)), before, Deadline.in(STEP))
            .map(found -> found.either(state -> state.version(), missing -> 0L));
  }

  /**
   * Replays accounts concurrently. If a history can't be read, it is replayed up to there and the
   * log says so. The other accounts continue.
   *
   * @return fails when the store or Kinesis gives no response in time
   */
  public Uni<Void> of(List<StreamId> accounts, Beginning beginning) {
    return Multi.createFrom()
        .iterable(accounts)
        .onItem()
        .transformToUni(account -> of(account, beginning))
        .merge(ACCOUNTS_AT_ONCE)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> of(StreamId account, Beginning beginning) {
    return beginning
        .apply(account)
        .chain(after -> from(account, after))
        .onFailure(Replay::concernsOneAccount)
        .invoke(failure -> LOG.errorf("%s is not replayed to its end: %s", account, failure))
        .onFailure(Replay::concernsOneAccount)
        .recoverWithNull();
  }

  private static boolean concernsOneAccount(Throwable failure) {
    return failure instanceof UnreadableHistory || failure instanceof Unpublishable;
  }

  /**
   * How far an account's events have been replayed.
   *
   * @param isLast whether the account has no more events
   */
  private record Position(Advance advance, boolean isLast) {}

  private Uni<Void> from(StreamId account, long after) {
    var pages = new EventPages(store, account, KinesisRecord.MAX_EVENTS);
    return Loop.until(
            Position::isLast,
            new Position(Advance.at(after, null), false),
            position -> page(pages, position.advance()))
        .replaceWithVoid();
  }

  /**
   * A short page may end before a lost row. Only an empty page ends the history, since the store
   * then checks the newest row and fails on a gap.
   */
  private Uni<Position> page(EventPages pages, Advance reached) {
    return pages
        .after(reached.version(), Deadline.in(STEP))
        .chain(
            page ->
                publish(reached, page.events())
                    .map(advance -> new Position(advance, page.events().isEmpty())));
  }

  /**
   * How much of a page is published.
   *
   * @param left the events of the page that are not published yet
   */
  private record Passed(Advance advance, List<RecordedEvent<AccountEvent>> left) {}

  private Uni<Advance> publish(Advance reached, List<RecordedEvent<AccountEvent>> events) {
    return Loop.until(
            passed -> passed.left().isEmpty(), new Passed(reached, events), this::publishNext)
        .map(Passed::advance);
  }

  private Uni<Passed> publishNext(Passed passed) {
    var next =
        KinesisRecord.ofFirst(
            passed.left(), mostEvents, event -> DomainEvents.replayed(event, timeline, name));
    var rest = passed.left().subList(next.size(), passed.left().size());
    return pace.turns(next.size())
        .chain(() -> passed.advance().put(next, this::put))
        .chain(Replay::orFailure)
        .map(advance -> new Passed(advance, rest));
  }

  private Uni<String> put(KinesisRecord next, String after) {
    return kinesis
        .publish(next.partition(), next.data(), after, Deadline.in(STEP))
        .invoke(() -> next.events().forEach(event -> published.run()));
  }

  private static Uni<Advance> orFailure(Advance advance) {
    return advance.hasFailed()
        ? Uni.createFrom().failure(advance.failure())
        : Uni.createFrom().item(advance);
  }
}
