package dev.passbook.integrity;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TransferId;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Checks that the other leg of each transfer exists in the other account and says the same. */
record TransferLegs(EventStore<Account, AccountEvent> store) {
  private static final int AT_ONCE = 8;

  /** The place of an event. */
  private record Place(StreamId stream, long version) {}

  static boolean isLeg(RecordedEvent<AccountEvent> event) {
    return event.event().transferId() != null;
  }

  /** Returns a finding for each of these legs whose other leg is not as it must be. */
  Uni<List<Finding>> check(List<RecordedEvent<AccountEvent>> legs, Deadline deadline) {
    return Multi.createFrom()
        .iterable(legs)
        .onItem()
        .transformToUni(leg -> check(leg, deadline))
        .merge(AT_ONCE)
        .flatMap(found -> Multi.createFrom().items(found.stream()))
        .collect()
        .asList();
  }

  private Uni<Optional<Finding>> check(RecordedEvent<AccountEvent> leg, Deadline deadline) {
    return other(leg)
        .map(place -> read(place, deadline).map(other -> compare(leg, other)))
        .orElseGet(() -> Uni.createFrom().item("The transfer's id names no event"))
        .onFailure(UnreadableHistory.class)
        .recoverWithItem("The transfer's other leg can't be read")
        .map(text -> text.isEmpty() ? Optional.empty() : finding(leg, text));
  }

  private static Optional<Finding> finding(RecordedEvent<AccountEvent> leg, String text) {
    return Optional.of(new Finding(leg.version(), text));
  }

  private static Optional<Place> other(RecordedEvent<AccountEvent> leg) {
    return leg.event() instanceof BalanceWithdrawn withdrawn
        ? Optional.of(
            new Place(
                AccountIds.stream(withdrawn.transfer().to()), withdrawn.transfer().toVersion()))
        : TransferId.parse(leg.event().transferId())
            .map(id -> new Place(AccountIds.stream(id.from()), id.fromVersion()));
  }

  private Uni<Optional<RecordedEvent<AccountEvent>>> read(Place place, Deadline deadline) {
    return place.version() < 1
        ? Uni.createFrom().item(Optional.empty())
        : store
            .readBackward(place.stream(), place.version() + 1, 1, deadline)
            .map(
                found ->
                    found.stream().filter(event -> event.version() == place.version()).findFirst());
  }

  /** Returns an empty text if the legs fit. */
  private static String compare(
      RecordedEvent<AccountEvent> leg, Optional<RecordedEvent<AccountEvent>> found) {
    if (found.isEmpty()) {
      return "The transfer's other leg is missing";
    }
    var other = found.get();
    if (!isNamedBy(leg, other) || !isNamedBy(other, leg)) {
      return "The transfer's other leg is another event";
    }
    return leg.event().amount().equals(other.event().amount()) && leg.at().equals(other.at())
        ? ""
        : "The transfer's other leg has another amount or time";
  }

  /** Returns whether a leg is the other one of a leg that may be of either kind. */
  private static boolean isNamedBy(
      RecordedEvent<AccountEvent> leg, RecordedEvent<AccountEvent> other) {
    var isPair =
        leg.event() instanceof BalanceWithdrawn && other.event() instanceof BalanceCredited
            || leg.event() instanceof BalanceCredited && other.event() instanceof BalanceWithdrawn;
    return isPair
        && isLeg(other)
        && leg.event().transferId().equals(other.event().transferId())
        && other(leg).filter(new Place(other.stream(), other.version())::equals).isPresent();
  }
}
