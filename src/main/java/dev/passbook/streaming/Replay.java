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
import java.util.Optional;
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
  private static final int PAGE = 50;

  private final EventStore<Account, AccountEvent> store;
  private final History history;
  private final KinesisPublisher kinesis;
  private final Timeline timeline;
  private final String name;
  private final RateLimiter pace;
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
        .chain(after -> from(account, new Position(after, null, false)))
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
   * @param receipt the Kinesis receipt of the last event, or null
   */
  private record Position(long version, String receipt, boolean isLast) {}

  private Uni<Void> from(StreamId account, Position start) {
    var pages = new EventPages(store, account, PAGE);
    return Loop.until(Position::isLast, start, position -> page(pages, position)).replaceWithVoid();
  }

  private Uni<Position> page(EventPages pages, Position position) {
    return pages
        .after(position.version(), Deadline.in(STEP))
        .chain(page -> publish(position, page));
  }

  /**
   * A short page may end before a lost row. Only an empty page ends the history, since the store
   * then checks the newest row and fails on a gap.
   */
  private Uni<Position> publish(Position position, EventPages.Page page) {
    var events = page.events();
    var left = events.iterator();
    var reached = position.version() + events.size();
    return Loop.until(
            receipt -> !left.hasNext(),
            Optional.ofNullable(position.receipt()),
            receipt -> publish(left.next(), receipt))
        .map(receipt -> new Position(reached, receipt.orElse(null), events.isEmpty()));
  }

  private Uni<Optional<String>> publish(
      RecordedEvent<AccountEvent> event, Optional<String> receipt) {
    return pace.turn()
        .chain(
            () ->
                kinesis.publish(
                    AccountIds.of(event.stream()),
                    DomainEvents.replayed(event, timeline, name),
                    receipt.orElse(null),
                    Deadline.in(STEP)))
        .invoke(published)
        .map(Optional::of);
  }
}
