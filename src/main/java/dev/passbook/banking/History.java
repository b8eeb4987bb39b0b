package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * What accounts are, were, and how they came there. An account that is not within the caller's
 * reach is missing.
 */
@ApplicationScoped
public class History {
  private final EventStore<Account, AccountEvent> store;
  private final Holders holders;

  public History(EventStore<Account, AccountEvent> store) {
    this.store = store;
    this.holders = new Holders(store);
  }

  public Uni<Lookup<Snapshot<Account>>> now(Caller caller, UUID account, Deadline deadline) {
    return store
        .load(AccountIds.stream(account), deadline)
        .map(head -> isThere(caller, head) ? Lookup.found(head) : noAccount());
  }

  public Uni<Lookup<Snapshot<Account>>> atVersion(
      Caller caller, UUID account, long version, Deadline deadline) {
    // Version 0 is asked as 1: whether the account exists decides which of the two is missing.
    return store
        .loadVersion(AccountIds.stream(account), Math.max(1, version), deadline)
        .map(state -> isThere(caller, state) ? exactly(version, state) : noAccount());
  }

  private static boolean isThere(Caller caller, Snapshot<Account> account) {
    return account.exists() && caller.sees(account.state().holder());
  }

  private static Lookup<Snapshot<Account>> exactly(long version, Snapshot<Account> state) {
    return state.version() == version ? Lookup.found(state) : Lookup.missing(Missing.VERSION);
  }

  /** The account as it was at a moment. */
  public Uni<Lookup<Snapshot<Account>>> asOf(
      Caller caller, UUID account, Instant moment, Deadline deadline) {
    return store
        .load(AccountIds.stream(account), deadline)
        .chain(
            head ->
                isThere(caller, head)
                    ? asOf(head, moment, deadline)
                    : Uni.createFrom().item(noAccount()));
  }

  private Uni<Lookup<Snapshot<Account>>> asOf(
      Snapshot<Account> head, Instant moment, Deadline deadline) {
    if (moment.isBefore(head.createdAt())) {
      return Uni.createFrom().item(Lookup.missing(Missing.VERSION));
    }
    if (!moment.isBefore(head.updatedAt())) {
      return Uni.createFrom().item(Lookup.found(head));
    }
    return new MomentSearch(store, head.stream(), moment, deadline)
        .lastVersion(head)
        .chain(version -> store.loadVersion(head.stream(), version, deadline))
        .map(Lookup::found);
  }

  /** The events after a version, oldest first. */
  public Uni<Lookup<EventPage>> forward(
      Caller caller, UUID account, long after, int limit, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return reach(
        caller,
        account,
        deadline,
        store
            .readForward(stream, after, limit + 1, deadline)
            .map(events -> EventPage.of(events, limit))
            .chain(page -> found(caller, stream, page, deadline)));
  }

  /** The events before a version, newest first. */
  public Uni<Lookup<EventPage>> backward(
      Caller caller, UUID account, long before, int limit, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return reach(
        caller,
        account,
        deadline,
        store
            .readBackward(stream, before, limit, deadline)
            .map(EventPage::ofNewestFirst)
            .chain(page -> found(caller, stream, page, deadline)));
  }

  /** An account within a told caller's reach exists; for others an event of it is the proof. */
  private Uni<Lookup<EventPage>> found(
      Caller caller, StreamId stream, EventPage page, Deadline deadline) {
    return page.events().isEmpty() && !caller.isToldApart()
        ? exists(stream, deadline).map(yes -> yes ? Lookup.found(page) : noAccount())
        : Uni.createFrom().item(Lookup.found(page));
  }

  public Uni<Lookup<RecordedEvent<AccountEvent>>> event(
      Caller caller, UUID account, long version, Deadline deadline) {
    return reach(
        caller,
        account,
        deadline,
        store
            .readBackward(AccountIds.stream(account), Math.max(1, version) + 1, 1, deadline)
            .map(events -> events.isEmpty() ? noAccount() : exactly(version, events.get(0))));
  }

  /** What is found in an account, once it is known to be within reach. */
  private <T> Uni<Lookup<T>> reach(
      Caller caller, UUID account, Deadline deadline, Uni<Lookup<T>> found) {
    return reaches(caller, account, deadline)
        .chain(yes -> yes ? found : Uni.createFrom().item(noAccount()));
  }

  /**
   * Whether an account is within reach, to be asked before its events are listened to. Where
   * callers are not told apart all are, those that don't exist among them.
   */
  public Uni<Boolean> reaches(Caller caller, UUID account, Deadline deadline) {
    return caller.isToldApart()
        ? holders.reaches(caller, account, deadline)
        : Uni.createFrom().item(true);
  }

  private static Lookup<RecordedEvent<AccountEvent>> exactly(
      long version, RecordedEvent<AccountEvent> event) {
    return event.version() == version ? Lookup.found(event) : Lookup.missing(Missing.VERSION);
  }

  /** A transfer's withdrawing leg, which knows the whole transfer; seen by who sees its account. */
  public Uni<Lookup<RecordedEvent<AccountEvent>>> transfer(
      Caller caller, TransferId id, Deadline deadline) {
    return event(caller, id.from(), id.fromVersion(), deadline)
        .map(event -> event.either(leg -> legOf(id, leg), missing -> noTransfer()));
  }

  private static Lookup<RecordedEvent<AccountEvent>> legOf(
      TransferId id, RecordedEvent<AccountEvent> event) {
    return event.event() instanceof BalanceWithdrawn leg && id.toString().equals(leg.transferId())
        ? Lookup.found(event)
        : noTransfer();
  }

  private Uni<Boolean> exists(StreamId stream, Deadline deadline) {
    return store.readForward(stream, 0, 1, deadline).map(first -> !first.isEmpty());
  }

  private static <T> Lookup<T> noAccount() {
    return Lookup.missing(Missing.ACCOUNT);
  }

  private static <T> Lookup<T> noTransfer() {
    return Lookup.missing(Missing.TRANSFER);
  }
}
