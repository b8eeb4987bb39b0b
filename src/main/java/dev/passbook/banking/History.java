package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.ForwardPage;
import dev.passbook.eventstore.MomentSearch;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Reads accounts, past states, events and transfers. An account that the caller may not read is
 * missing.
 */
@ApplicationScoped
public class History {
  private final EventStore<Account, AccountEvent> store;

  public History(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  public Uni<Lookup<Snapshot<Account>>> now(Caller caller, UUID account, Deadline deadline) {
    return store
        .load(AccountIds.stream(account), deadline)
        .map(current -> isReadable(caller, current) ? Lookup.found(current) : noAccount());
  }

  /**
   * Returns the account as it was at a version. Whether it can be read depends on its holder now.
   */
  public Uni<Lookup<Snapshot<Account>>> atVersion(
      Caller caller, UUID account, long version, Deadline deadline) {
    // Version 0 is read as version 1, to learn whether the account or only the version is missing.
    return ifReaches(
        caller,
        account,
        deadline,
        store
            .loadVersion(AccountIds.stream(account), Math.max(1, version), deadline)
            .map(state -> state.exists() ? exactly(version, state) : noAccount()));
  }

  private static boolean isReadable(Caller caller, Snapshot<Account> account) {
    return account.exists() && caller.canRead(account.state().holder());
  }

  private static Lookup<Snapshot<Account>> exactly(long version, Snapshot<Account> state) {
    return state.version() == version ? Lookup.found(state) : Lookup.missing(Missing.VERSION);
  }

  /** Returns the account as it was at a moment. */
  public Uni<Lookup<Snapshot<Account>>> asOf(
      Caller caller, UUID account, Instant moment, Deadline deadline) {
    return store
        .load(AccountIds.stream(account), deadline)
        .chain(
            current ->
                isReadable(caller, current)
                    ? asOf(current, moment, deadline)
                    : Uni.createFrom().item(noAccount()));
  }

  private Uni<Lookup<Snapshot<Account>>> asOf(
      Snapshot<Account> current, Instant moment, Deadline deadline) {
    return new MomentSearch<>(store, current.stream(), moment, deadline)
        .lastVersion(current)
        .chain(version -> atVersion(current, version, deadline));
  }

  private Uni<Lookup<Snapshot<Account>>> atVersion(
      Snapshot<Account> current, long version, Deadline deadline) {
    if (version == 0) {
      return Uni.createFrom().item(Lookup.missing(Missing.VERSION));
    }
    return version == current.version()
        ? Uni.createFrom().item(Lookup.found(current))
        : store.loadVersion(current.stream(), version, deadline).map(Lookup::found);
  }

  /** Returns the events after a version, oldest first. */
  public Uni<Lookup<EventPage<AccountEvent>>> forward(
      Caller caller, UUID account, long after, int limit, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return ifReaches(
        caller,
        account,
        deadline,
        new ForwardPage<>(store, stream, after, limit, deadline)
            .read()
            .chain(page -> found(caller, stream, page, deadline)));
  }

  /** Returns the events before a version, newest first. */
  public Uni<Lookup<EventPage<AccountEvent>>> backward(
      Caller caller, UUID account, long before, int limit, Deadline deadline) {
    var stream = AccountIds.stream(account);
    return ifReaches(
        caller,
        account,
        deadline,
        store
            .readBackward(stream, before, limit, deadline)
            .map(EventPage::ofNewestFirst)
            .chain(page -> found(caller, stream, page, deadline)));
  }

  /**
   * Returns the page, if the account exists. A page with events proves that, and so does the
   * earlier check of an authenticated caller.
   */
  private Uni<Lookup<EventPage<AccountEvent>>> found(
      Caller caller, StreamId stream, EventPage<AccountEvent> page, Deadline deadline) {
    return page.events().isEmpty() && !caller.isAuthenticated()
        ? exists(stream, deadline).map(yes -> yes ? Lookup.found(page) : noAccount())
        : Uni.createFrom().item(Lookup.found(page));
  }

  public Uni<Lookup<RecordedEvent<AccountEvent>>> event(
      Caller caller, UUID account, long version, Deadline deadline) {
    return ifReaches(
        caller,
        account,
        deadline,
        store
            .readBackward(AccountIds.stream(account), Math.max(1, version) + 1, 1, deadline)
            .map(events -> events.isEmpty() ? noAccount() : exactly(version, events.get(0))));
  }

  /** Returns the result of a read, if the caller may read the account. */
  private <T> Uni<Lookup<T>> ifReaches(
      Caller caller, UUID account, Deadline deadline, Uni<Lookup<T>> found) {
    return canRead(caller, account, deadline)
        .chain(yes -> yes ? found : Uni.createFrom().item(noAccount()));
  }

  /**
   * Returns whether the caller may read an account. Callers must check this before they listen to
   * its events. Without authentication the result is true even for an account that does not exist.
   */
  public Uni<Boolean> canRead(Caller caller, UUID account, Deadline deadline) {
    return caller.isAuthenticated()
        ? now(caller, account, deadline).map(found -> found.either(it -> true, missing -> false))
        : Uni.createFrom().item(true);
  }

  /**
   * Returns whether the caller may read an account, also if its newest state can't be read, because
   * damage must not hide from those who look for it. The holder before the damage decides then, if
   * there was one.
   */
  public Uni<Boolean> canReadDespiteDamage(Caller caller, UUID account, Deadline deadline) {
    return canRead(caller, account, deadline)
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(failure -> canReadBefore(failure, caller, deadline));
  }

  private Uni<Boolean> canReadBefore(UnreadableHistory failure, Caller caller, Deadline deadline) {
    return failure.version() <= 1
        ? Uni.createFrom().failure(failure)
        : store
            .loadVersion(new StreamId(failure.stream()), failure.version() - 1, deadline)
            .map(before -> canRead(before, caller, failure));
  }

  private static boolean canRead(
      Snapshot<Account> before, Caller caller, UnreadableHistory failure) {
    if (!before.exists() || before.state().holder() == null) {
      throw failure;
    }
    return caller.canRead(before.state().holder());
  }

  private static Lookup<RecordedEvent<AccountEvent>> exactly(
      long version, RecordedEvent<AccountEvent> event) {
    return event.version() == version ? Lookup.found(event) : Lookup.missing(Missing.VERSION);
  }

  /**
   * Returns a transfer's withdrawing leg, which describes the whole transfer. The caller must be
   * allowed to read the account of this leg.
   */
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
