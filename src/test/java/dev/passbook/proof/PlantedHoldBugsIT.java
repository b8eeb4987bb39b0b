package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.Rule;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.HoldSabotage;
import dev.passbook.proof.faults.Interceptor;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Clocks;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.History;
import dev.passbook.proof.processes.Eventually;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks that the checker finds bugs with holds and reversals planted between the real service and
 * its database, or in its clock. The same requests without a bug must be clean.
 */
class PlantedHoldBugsIT {
  private static final Duration BUDGET = Duration.ofSeconds(10);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension static final Cluster cluster = Cluster.start(BUDGET);

  private final DriftingClocks clocks = new DriftingClocks();
  private History history;
  private String account;

  @BeforeEach
  void keepAnAccount() {
    cluster.proxy().heal();
    cluster.table().clear();
    history = new History(cluster.bank(), clocks);
    account = send(Command.open("anna")).json().path("id").asText();
    send(Command.credit(account, BigDecimal.TEN, "funds"));
  }

  /** What the checker takes for the services' clocks may run ahead of them. */
  private static final class DriftingClocks implements Clocks {
    private Duration drift = Duration.ZERO;

    @Override
    public Instant now(int instance) {
      return cluster.clocks().now(instance).plus(drift);
    }

    @Override
    public Instant latest() {
      return cluster.clocks().latest().plus(drift);
    }

    @Override
    public void advance(int instance, Duration time) {
      cluster.clocks().advance(instance, time);
    }

    void drift(Duration time) {
      drift = time;
    }
  }

  private Answer send(Command command) {
    return history.send(command, 0).answer();
  }

  private Instant hold(int amount, Duration time) {
    Instant expiry = clocks.now(0).plus(time);
    String text = expiry.truncatedTo(ChronoUnit.MILLIS).toString();
    assertEquals(
        201, send(Command.hold(account, BigDecimal.valueOf(amount), text, "hotel")).status());
    return expiry;
  }

  private Command withdraw(int amount, String reference) {
    return Command.withdraw(account, BigDecimal.valueOf(amount), reference);
  }

  private void captureHalf() {
    hold(6, HOUR);
    send(withdraw(3, "half").from(3, false));
  }

  private void reverseTwice() {
    send(Command.reverse(account, 2, "correction"));
    send(Command.credit(account, BigDecimal.TEN, "more funds"));
    send(Command.reverse(account, 2, "second correction"));
  }

  private void reachASnapshotWithAHold() {
    hold(6, HOUR);
    for (int i = 0; i < 7; i++) {
      send(Command.credit(account, BigDecimal.ONE, "credit-" + i));
    }
  }

  private void letAHoldLapse() {
    Instant expiry = hold(6, SHORT);
    clocks.advance(0, SHORT);
    Eventually.holds("the hold lapses", BOUND, () -> clocks.now(0).isAfter(expiry));
    send(withdraw(9, "after the lapse"));
  }

  private List<Violation> violations() {
    return cluster.violations(history.exchanges());
  }

  private void catches(Rule rule, Interceptor bug, Runnable requests) {
    cluster.proxy().inject(bug);
    requests.run();
    assertNames(rule);
  }

  private void assertNames(Rule rule) {
    List<Violation> violations = violations();
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  @Test
  void capturesAreCleanWithoutABug() {
    captureHalf();
    assertEquals("", Checker.report(violations()));
  }

  @Test
  void reversalsAreCleanWithoutABug() {
    reverseTwice();
    assertEquals("", Checker.report(violations()));
  }

  @Test
  void snapshotsAreCleanWithoutABug() {
    reachASnapshotWithAHold();
    assertEquals("", Checker.report(violations()));
  }

  @Test
  void lapsesAreCleanWithoutABug() {
    letAHoldLapse();
    assertEquals("", Checker.report(violations()));
  }

  @Test
  void aCaptureThatIgnoresTheHoldsRestIsCaught() {
    catches(
        Rule.A_CAPTURE_TAKES_WHAT_AN_ACTIVE_HOLD_RESERVES,
        HoldSabotage.ignoredRest(),
        this::captureHalf);
  }

  @Test
  void aDoubleReversalIsCaught() {
    catches(Rule.A_MOVEMENT_IS_REVERSED_ONCE, HoldSabotage.forgottenClaims(), this::reverseTwice);
  }

  @Test
  void aHoldForgottenByASnapshotIsCaught() {
    catches(
        Rule.SNAPSHOTS_EQUAL_THE_FOLD,
        HoldSabotage.forgottenHolds(),
        this::reachASnapshotWithAHold);
  }

  @Test
  void aLapseBehindTheNextEventsIsCaught() {
    catches(
        Rule.LAPSES_ARE_RECORDED_IN_FRONT_OF_THE_NEXT_EVENTS,
        HoldSabotage.lapseBehind(),
        this::letAHoldLapse);
  }

  @Test
  void aLapsedHoldThatStillBlocksIsCaught() {
    hold(6, HOUR);
    clocks.drift(HOUR);
    assertEquals(422, send(withdraw(9, "refused")).status());
    assertNames(Rule.A_REFUSAL_HAD_A_REASON);
  }

  @Test
  void anExpiryByTheWrongClockIsCaught() {
    hold(6, HOUR);
    clocks.drift(HOUR);
    assertEquals(201, send(withdraw(3, "too late").from(3, true)).status());
    assertNames(Rule.A_WRITE_BEARS_THE_TIME_OF_ITS_REQUEST);
  }
}
