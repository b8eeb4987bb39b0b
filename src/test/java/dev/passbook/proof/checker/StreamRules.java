package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Checks the rules that every stream must follow, whatever the responses were. */
final class StreamRules {
  private final Run run;
  private final int snapshotInterval;

  StreamRules(Run run, int snapshotInterval) {
    this.run = run;
    this.snapshotInterval = snapshotInterval;
  }

  void check() {
    run.streams.keySet().forEach(this::checkStream);
    checkConservation();
  }

  private void checkStream(String account) {
    long expected = 1;
    State fold = State.NONE;
    Instant last = Instant.MIN;
    for (StoredRow row : run.table.streams().get(account)) {
      run.require(
          row.version() == expected,
          Rule.VERSIONS_HAVE_NO_GAP_AND_NO_REPEAT,
          "version %d of %s was due, and the next row says %d: %s",
          expected,
          account,
          row.version(),
          row.events());
      expected = row.lastVersion() + 1;
      last = checkTime(row, last);
      for (StoredEvent event : row.events()) {
        fold = fold.plus(event);
        checkEvent(event, fold.balance());
      }
      checkSnapshot(row, fold);
    }
    checkLife(run.stream(account));
  }

  private Instant checkTime(StoredRow row, Instant last) {
    Instant at = Instant.parse(row.at());
    run.require(
        !at.isBefore(last),
        Rule.TIME_NEVER_GOES_BACKWARDS,
        "after %s comes %s",
        last,
        row.events());
    return at;
  }

  private void checkEvent(StoredEvent event, BigDecimal fold) {
    run.require(
        event.balance().compareTo(fold) == 0,
        Rule.RECORDED_BALANCES_EQUAL_THE_FOLD,
        "the events add up to %s at %s",
        fold,
        event);
    if (event.isLegOfTransfer()) {
      checkLegs(event);
    }
  }

  private void checkLegs(StoredEvent leg) {
    StoredEvent other = event(leg.is(StoredEvent.WITHDRAWN) ? credited(leg) : withdrawn(leg));
    boolean both =
        other != null
            && !other.type().equals(leg.type())
            && leg.transferId().equals(other.transferId())
            && leg.amount().compareTo(other.amount()) == 0
            && leg.currency().equals(other.currency())
            && leg.at().equals(other.at())
            && Objects.equals(leg.reference(), other.reference());
    run.require(both, Rule.A_TRANSFER_HAS_BOTH_LEGS, "%s stands against %s", leg, other);
  }

  private record Place(String account, long version) {}

  private StoredEvent event(Place place) {
    return run.event(place.account(), place.version());
  }

  private static Place credited(StoredEvent withdrawn) {
    return new Place(withdrawn.to(), withdrawn.toVersion());
  }

  /** A transfer's id leads to the row of its withdrawal. */
  private static Place withdrawn(StoredEvent credited) {
    int dash = credited.transferId().lastIndexOf('-');
    return new Place(
        credited.transferId().substring(0, dash),
        Long.parseLong(credited.transferId().substring(dash + 1)));
  }

  private void checkSnapshot(StoredRow row, State fold) {
    boolean due = row.lastVersion() / snapshotInterval > (row.version() - 1) / snapshotInterval;
    StoredSnapshot snapshot = row.snapshot();
    if (snapshot == null) {
      run.require(!due, Rule.A_SNAPSHOT_RIDES_ON_EVERY_TENTH_ROW, "there is none on %s", row);
      return;
    }
    StoredEvent first = run.stream(row.account()).get(0);
    StoredEvent last = row.events().get(row.events().size() - 1);
    boolean equal =
        snapshot.balance().compareTo(fold.balance()) == 0
            && snapshot.controls().equals(fold.controls())
            && snapshot.currency().equals(first.currency())
            && Objects.equals(snapshot.owner(), first.owner())
            && snapshot.createdAt().equals(first.at())
            && snapshot.status().equals(last.is(StoredEvent.CLOSED) ? "closed" : "open");
    run.require(
        equal,
        Rule.SNAPSHOTS_EQUAL_THE_FOLD,
        "%s stands where %s is right: %s",
        snapshot,
        fold,
        row);
  }

  private void checkLife(List<StoredEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      StoredEvent event = events.get(i);
      boolean inPlace =
          event.is(StoredEvent.CREATED) == (i == 0)
              && (!event.is(StoredEvent.CLOSED)
                  || i == events.size() - 1 && event.balance().signum() == 0)
              && event.currency().equals(events.get(0).currency());
      run.require(
          inPlace,
          Rule.AN_ACCOUNT_LIVES_FROM_ITS_CREATION_TO_ITS_CLOSURE,
          "out of place as event %d of %d: %s",
          i + 1,
          events.size(),
          event);
    }
  }

  /** The sum of all balances equals the money paid in from outside less the money paid out. */
  private void checkConservation() {
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal paidIn = BigDecimal.ZERO;
    for (List<StoredEvent> events : run.streams.values()) {
      held = held.add(events.get(events.size() - 1).balance());
      for (StoredEvent event : events) {
        paidIn = event.isLegOfTransfer() ? paidIn : paidIn.add(event.change());
      }
    }
    run.require(
        held.compareTo(paidIn) == 0,
        Rule.MONEY_IS_CONSERVED,
        "the accounts hold %s of the %s that were paid in",
        held,
        paidIn);
  }
}
