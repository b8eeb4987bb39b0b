package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks what bounds every account: its holds are covered, lapse at their time and not otherwise,
 * and what an operator stopped does not happen.
 */
final class HoldRules {
  private final Run run;

  HoldRules(Run run) {
    this.run = run;
  }

  void check() {
    run.streams.keySet().forEach(this::checkStream);
  }

  private void checkStream(String account) {
    State state = State.NONE;
    for (StoredRow row : run.table.streams().get(account)) {
      for (List<StoredEvent> ofCommand : byCommand(row)) {
        checkLapses(state, ofCommand, Instant.parse(row.at()));
        for (StoredEvent event : ofCommand) {
          State after = state.plus(event);
          checkEvent(state, event, after);
          state = after;
        }
      }
    }
  }

  /** A row may hold the events of several commands, one after the other. */
  private static List<List<StoredEvent>> byCommand(StoredRow row) {
    List<List<StoredEvent>> groups = new ArrayList<>();
    String command = null;
    for (StoredEvent event : row.events()) {
      if (!event.commandId().equals(command)) {
        groups.add(new ArrayList<>());
        command = event.commandId();
      }
      groups.get(groups.size() - 1).add(event);
    }
    return groups;
  }

  /** A command's events begin with the lapses that no event has told yet, and tell no others. */
  private void checkLapses(State before, List<StoredEvent> events, Instant at) {
    List<Long> due = before.lapsedBy(at).stream().map(StoredHold::version).toList();
    List<StoredEvent> own = events.subList(Math.min(due.size(), events.size()), events.size());
    boolean inFront =
        events.stream().limit(due.size()).map(HoldRules::expired).toList().equals(due)
            && !own.isEmpty()
            && own.stream().noneMatch(event -> event.is(StoredEvent.HOLD_EXPIRED));
    run.require(
        inFront,
        Rule.LAPSES_ARE_RECORDED_IN_FRONT_OF_THE_NEXT_EVENTS,
        "the holds %s have lapsed by %s: %s",
        due,
        at,
        events);
    for (StoredEvent event : events) {
      boolean early =
          before.controls().hold(expired(event)).stream().anyMatch(hold -> !hold.hasLapsedBy(at));
      run.require(!early, Rule.NO_HOLD_LAPSES_EARLY, "%s of %s", event, before.controls());
    }
  }

  /** Returns null for an event that is no lapse. */
  private static Long expired(StoredEvent event) {
    return event.is(StoredEvent.HOLD_EXPIRED) ? event.details().hold() : null;
  }

  private void checkEvent(State before, StoredEvent event, State after) {
    BigDecimal floor = after.controls().overdraft().negate();
    run.require(
        after.balance().compareTo(floor) >= 0,
        Rule.A_BALANCE_STAYS_WITHIN_THE_OVERDRAFT,
        "%s after %s",
        after.balance(),
        event);
    run.require(
        after.held().signum() >= 0 && after.available().signum() >= 0,
        Rule.HOLDS_ARE_COVERED,
        "%s of %s after %s",
        after.controls(),
        after.balance(),
        event);
    checkRecorded(before, event, after);
    if (event.is(StoredEvent.WITHDRAWN) && event.details().hold() != null) {
      checkCapture(before, event);
    }
    run.require(isAllowed(before, event), Rule.RESTRICTIONS_ARE_KEPT, "%s, but %s", before, event);
  }

  private void checkRecorded(State before, StoredEvent event, State after) {
    BigDecimal held = event.details().held();
    boolean right =
        switch (event.type()) {
          case StoredEvent.HOLD_PLACED ->
              isSum(held, after) && event.details().hold() == event.version() && isAhead(event);
          case StoredEvent.HOLD_RELEASED, StoredEvent.HOLD_EXPIRED ->
              isSum(held, after)
                  && before
                      .controls()
                      .hold(event.details().hold())
                      .filter(hold -> hold.remaining().compareTo(event.amount()) == 0)
                      .isPresent();
          default -> held == null;
        };
    run.require(
        right && after.controls().holds().size() <= Checker.MOST_HOLDS,
        Rule.RECORDED_HOLDS_EQUAL_THE_FOLD,
        "%s becomes %s by %s",
        before.controls(),
        after.controls(),
        event);
  }

  private static boolean isSum(BigDecimal held, State after) {
    return held != null && held.compareTo(after.held()) == 0;
  }

  private static boolean isAhead(StoredEvent placed) {
    return Instant.parse(placed.details().expiresAt()).isAfter(Instant.parse(placed.at()));
  }

  private void checkCapture(State before, StoredEvent capture) {
    Optional<StoredHold> hold =
        before
            .controls()
            .hold(capture.details().hold())
            .filter(it -> !it.hasLapsedBy(Instant.parse(capture.at())));
    BigDecimal left =
        hold.map(it -> it.remaining().subtract(capture.amount())).orElse(BigDecimal.ONE.negate());
    BigDecimal recorded = capture.details().holdRemaining();
    run.require(
        left.signum() >= 0 && (recorded.signum() == 0 || recorded.compareTo(left) == 0),
        Rule.A_CAPTURE_TAKES_WHAT_AN_ACTIVE_HOLD_RESERVES,
        "%s takes from %s",
        capture,
        before.controls());
  }

  /** Captures and reversals pass whatever is stopped. */
  private static boolean isAllowed(State before, StoredEvent event) {
    boolean always = event.details().reverses() != null;
    return switch (event.type()) {
      case StoredEvent.CREDITED -> always || !before.controls().credits();
      case StoredEvent.WITHDRAWN ->
          always || event.details().hold() != null || !before.controls().debits();
      case StoredEvent.HOLD_PLACED -> !before.controls().debits();
      case StoredEvent.CLOSED -> !before.controls().debits() && before.controls().holds().isEmpty();
      default -> true;
    };
  }
}
