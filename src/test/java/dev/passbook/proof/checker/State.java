package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An account after an event, folded from what the events mean and not from the sums that they
 * record.
 *
 * @param newest the event, or null before the first one
 */
record State(StoredEvent newest, BigDecimal balance, boolean isClosed, Controls controls) {
  static final State NONE = new State(null, BigDecimal.ZERO, false, Controls.NONE);

  State plus(StoredEvent event) {
    return new State(
        event,
        balance.add(event.change()),
        isClosed || event.is(StoredEvent.CLOSED),
        controlsAfter(event));
  }

  private Controls controlsAfter(StoredEvent event) {
    StoredDetails details = event.details();
    return switch (event.type()) {
      case StoredEvent.WITHDRAWN -> controlsAfterCapture(event);
      case StoredEvent.HOLD_PLACED ->
          controls.plus(
              new StoredHold(event.version(), event.amount(), Instant.parse(details.expiresAt())));
      case StoredEvent.HOLD_RELEASED, StoredEvent.HOLD_EXPIRED -> controls.without(details.hold());
      case StoredEvent.LIMITED -> controls.with(details.overdraft());
      case StoredEvent.RESTRICTED ->
          controls.restricted(details.stopsDebits(), details.stopsCredits(), details.reason());
      default -> controls;
    };
  }

  /** A capture that says that nothing remains ends the hold, whatever it took. */
  private Controls controlsAfterCapture(StoredEvent event) {
    StoredDetails details = event.details();
    if (details.hold() == null || controls.hold(details.hold()).isEmpty()) {
      return controls;
    }
    StoredHold hold = controls.hold(details.hold()).get();
    BigDecimal left = hold.remaining().subtract(event.amount());
    return details.holdRemaining().signum() == 0
        ? controls.without(hold.version())
        : controls.with(new StoredHold(hold.version(), left, hold.expiresAt()));
  }

  /** Returns the holds that have lapsed by a time, although no event says so yet. */
  List<StoredHold> lapsedBy(Instant time) {
    return controls.holds().stream().filter(hold -> hold.hasLapsedBy(time)).toList();
  }

  /** Returns the account as it counts at a time. */
  State at(Instant time) {
    return new State(newest, balance, isClosed, controls.only(hold -> !hold.hasLapsedBy(time)));
  }

  BigDecimal held() {
    return controls.held();
  }

  BigDecimal available() {
    return balance.subtract(held()).add(controls.overdraft());
  }

  /** Returns how much of the overdraft the balance and the holds take. */
  BigDecimal used() {
    return held().subtract(balance).max(BigDecimal.ZERO);
  }

  long version() {
    return newest.version();
  }
}
