package dev.passbook.statements;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Money;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.VersionRange;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Computes statements. An account that the caller may not read is missing. */
@ApplicationScoped
class Statements {
  /**
   * How long after a month's end an instance whose clock is behind, or a write that is under way,
   * could still record an event in that month. Clocks differ by seconds and writes take seconds, so
   * this leaves room. An event after the month's end proves the same at once, since times never go
   * back within an account.
   */
  static final Duration MARGIN = Duration.ofDays(1);

  private static final int EVENTS_A_PAGE = 200;

  private final History history;
  private final EventStore<Account, AccountEvent> store;
  private final Clock clock;

  Statements(History history, EventStore<Account, AccountEvent> store, Clock clock) {
    this.history = history;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Returns the statement of a month. A month before the account was opened is missing, and so is a
   * month to come.
   */
  Uni<Lookup<Statement>> of(Caller caller, UUID account, CalendarMonth month, Deadline deadline) {
    return history
        .now(caller, account, deadline)
        .chain(
            found ->
                found.either(
                    head -> of(head, month, clock.instant(), deadline), Statements::missing));
  }

  private Uni<Lookup<Statement>> of(
      Snapshot<Account> head, CalendarMonth month, Instant clockTime, Deadline deadline) {
    var now = Timestamp.notBefore(head.updatedAt(), clockTime);
    if (!head.createdAt().isBefore(month.to()) || month.from().isAfter(now)) {
      return missing(Missing.MONTH);
    }
    var isFinal =
        !head.updatedAt().isBefore(month.to()) || !clockTime.isBefore(month.to().plus(MARGIN));
    return VersionRange.recorded(month.from(), month.to(), head, store, deadline)
        .chain(versions -> of(head, month, versions, isFinal, deadline))
        .map(Lookup::found);
  }

  private Uni<Statement> of(
      Snapshot<Account> head,
      CalendarMonth month,
      VersionRange versions,
      boolean isFinal,
      Deadline deadline) {
    return Uni.combine()
        .all()
        .unis(
            balance(head, versions.first() - 1, deadline), balance(head, versions.last(), deadline))
        .with(
            (opening, closing) ->
                new Statement(head.stream(), month, versions, opening, closing, isFinal));
  }

  /** Returns the balance that the event at a version recorded. */
  private Uni<Money> balance(Snapshot<Account> head, long version, Deadline deadline) {
    if (version == 0) {
      return Uni.createFrom().item(Money.zero(head.state().currency()));
    }
    return version == head.version()
        ? Uni.createFrom().item(head.state().balance())
        : store
            .readForward(head.stream(), version - 1, 1, deadline)
            .invoke(events -> checkUnbroken(head.stream(), version - 1, events))
            .map(events -> events.get(0).event().balance());
  }

  /** Returns how many events the next page has. */
  static int pageOf(VersionRange left) {
    return (int) Math.min(EVENTS_A_PAGE, left.size());
  }

  /** Returns the next events of a statement, at least one. */
  Uni<List<RecordedEvent<AccountEvent>>> next(
      Statement statement, VersionRange left, Deadline deadline) {
    var before = left.first() - 1;
    return store
        .readForward(statement.stream(), before, pageOf(left), deadline)
        .invoke(events -> checkUnbroken(statement.stream(), before, events));
  }

  private static void checkUnbroken(
      StreamId stream, long before, List<RecordedEvent<AccountEvent>> events) {
    UnreadableHistory.checkUnbroken(stream, before, events);
    if (events.isEmpty()) {
      throw new UnreadableHistory(stream, before + 1, "there is a gap", null);
    }
  }

  private static <T> Uni<Lookup<T>> missing(Missing what) {
    return Uni.createFrom().item(Lookup.missing(what));
  }
}
