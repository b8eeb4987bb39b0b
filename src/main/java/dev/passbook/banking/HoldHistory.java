package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Hold;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.Money;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Parallel;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what became of a hold.
 *
 * <p>The state holds what counts for decisions, and only of holds that no event has ended. The rest
 * is in the history: the event that placed the hold is at the version in the hold's id, and a
 * binary search over versions finds the event that ended it.
 */
final class HoldHistory {
  private static final int AT_ONCE = 10;

  private final EventStore<Account, AccountEvent> store;

  HoldHistory(EventStore<Account, AccountEvent> store) {
    this.store = store;
  }

  /**
   * The versions between which a hold ended.
   *
   * @param known a version at which the hold was there
   * @param remaining what it reserved then
   * @param ended a later version at which it was not there
   */
  private record Between(long known, Money remaining, long ended) {
    boolean isFound() {
      return ended - known == 1;
    }

    long middle() {
      return known + (ended - known) / 2;
    }
  }

  /** Returns the active holds, oldest first. */
  Uni<List<HoldDetails>> active(Snapshot<Account> account, Instant at, Deadline deadline) {
    var details =
        account.state().at(at).holds().all().stream()
            .map(
                hold ->
                    event(account.stream(), hold.version(), deadline)
                        .map(placed -> HoldDetails.active(placed, hold.remaining())))
            .toList();
    return Parallel.all(details, AT_ONCE);
  }

  /**
   * Returns a hold as it is at a time.
   *
   * @param account the stored state at that time
   * @param version the version in the hold's id
   */
  Uni<Optional<HoldDetails>> find(
      Snapshot<Account> account, long version, Instant at, Deadline deadline) {
    return version < 1 || version > account.version()
        ? Uni.createFrom().item(Optional.empty())
        : event(account.stream(), version, deadline)
            .chain(
                event ->
                    event.event() instanceof HoldPlaced placed
                        ? find(account, event, placed, at, deadline).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
  }

  private Uni<HoldDetails> find(
      Snapshot<Account> account,
      RecordedEvent<AccountEvent> event,
      HoldPlaced placed,
      Instant at,
      Deadline deadline) {
    return account
        .state()
        .holds()
        .find(placed.hold())
        .map(hold -> Uni.createFrom().item(unended(event, hold, at)))
        .orElseGet(() -> ended(account, event, placed, deadline));
  }

  private static HoldDetails unended(RecordedEvent<AccountEvent> placed, Hold hold, Instant at) {
    return hold.isActive(at)
        ? HoldDetails.active(placed, hold.remaining())
        : HoldDetails.ended(placed, HoldDetails.Status.EXPIRED, hold.remaining(), hold.expiresAt());
  }

  private Uni<HoldDetails> ended(
      Snapshot<Account> account,
      RecordedEvent<AccountEvent> event,
      HoldPlaced placed,
      Deadline deadline) {
    var stream = account.stream();
    var bounds = new Between(placed.hold(), placed.amount(), account.version());
    return Loop.until(
            Between::isFound, bounds, place -> narrowed(stream, placed.hold(), place, deadline))
        .chain(
            found ->
                event(stream, found.ended(), deadline)
                    .map(end -> ended(event, placed, found.remaining(), end)));
  }

  private Uni<Between> narrowed(StreamId stream, long hold, Between place, Deadline deadline) {
    return store
        .loadVersion(stream, place.middle(), deadline)
        .map(
            state ->
                state
                    .state()
                    .holds()
                    .find(hold)
                    .map(it -> new Between(place.middle(), it.remaining(), place.ended()))
                    .orElseGet(
                        () -> new Between(place.known(), place.remaining(), place.middle())));
  }

  private static HoldDetails ended(
      RecordedEvent<AccountEvent> event,
      HoldPlaced placed,
      Money remaining,
      RecordedEvent<AccountEvent> end) {
    if (end.event() instanceof BalanceWithdrawn capture) {
      var unused = remaining.minus(capture.amount());
      return HoldDetails.ended(event, HoldDetails.Status.CAPTURED, unused, end.at());
    }
    return end.event() instanceof HoldExpired
        ? HoldDetails.ended(event, HoldDetails.Status.EXPIRED, remaining, placed.expiresAt())
        : HoldDetails.ended(event, HoldDetails.Status.RELEASED, remaining, end.at());
  }

  private Uni<RecordedEvent<AccountEvent>> event(StreamId stream, long version, Deadline deadline) {
    return store.readBackward(stream, version + 1, 1, deadline).map(events -> events.get(0));
  }
}
