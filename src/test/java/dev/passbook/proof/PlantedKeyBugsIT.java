package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.Rule;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.Interceptor;
import dev.passbook.proof.faults.KeySabotage;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks that the checker finds bugs planted in the writes of keys without transactions. The same
 * requests without a bug must be clean.
 */
class PlantedKeyBugsIT {
  private static final Duration BUDGET = Duration.ofSeconds(3);
  private static final BigDecimal TOO_MUCH = BigDecimal.valueOf(1_000);

  @RegisterExtension static final Cluster cluster = Cluster.start(BUDGET, "puts", "puts");

  private History history;
  private String account;

  @BeforeEach
  void keepAnAccount() {
    cluster.proxy().heal();
    cluster.table().clear();
    history = cluster.history(cluster.bank());
    account = history.send(Command.open("anna"), 0).answer().json().path("id").asText();
    history.send(Command.credit(account, BigDecimal.TEN, "funds"), 0);
  }

  private Exchange send(Command command) {
    return history.send(command.withKey("key"), 0);
  }

  private Command withdrawal(BigDecimal amount) {
    return Command.withdraw(account, amount, "withdrawal of " + amount);
  }

  private void assertClean() {
    assertEquals("", Checker.report(cluster.violations(history.exchanges())));
  }

  private void assertCaught(Rule rule) {
    List<Violation> violations = cluster.violations(history.exchanges());
    assertTrue(
        violations.stream().anyMatch(violation -> violation.rule() == rule),
        () -> rule + " is not among:\n" + Checker.report(violations));
  }

  private void retryOnBothInstances() {
    Command credit = Command.credit(account, BigDecimal.ONE, "once").withKey("retried");
    history.send(credit, 0);
    history.send(credit, 1);
    history.send(credit, 0);
  }

  @Test
  void aRetryIsClean() {
    retryOnBothInstances();
    assertClean();
    assertEquals(1, cluster.table().read().keyedByPuts());
  }

  @Test
  void aSkippedMarkerIsCaught() {
    cluster.proxy().inject(KeySabotage.skippedMarker());
    retryOnBothInstances();
    assertCaught(Rule.A_WRITE_IS_APPLIED_ONCE);
  }

  /** Another request with the key is refused while the row of the first one is delayed. */
  private void refuseWhileARowIsUnderWay(Interceptor bug) {
    Interceptor delay =
        Script.always(Call::writesEvent, Fault.REQUEST_DELAYED, BUDGET.plusSeconds(60));
    cluster
        .proxy()
        .inject(
            (call, origin) ->
                call.writesEvent() ? delay.intercept(call, origin) : bug.intercept(call, origin));
    assertTrue(send(withdrawal(BigDecimal.ONE)).answer().leavesOutcomeUnknown());
    send(withdrawal(TOO_MUCH));
    cluster.proxy().heal();
    cluster.proxy().awaitIdle();
    send(withdrawal(BigDecimal.ONE));
  }

  @Test
  void aRefusalThatWaitsForADelayedRowIsClean() {
    refuseWhileARowIsUnderWay(Interceptor.NOTHING);
    assertClean();
    assertEquals(1, cluster.table().read().count("BalanceWithdrawn"));
  }

  @Test
  void aRefusalThatIsRememberedTooEarlyIsCaught() {
    refuseWhileARowIsUnderWay(KeySabotage.refusalRememberedTooEarly());
    assertCaught(Rule.A_REFUSED_WRITE_IS_NOT_THERE);
  }

  @Test
  void aMarkerWithoutAFingerprintIsCaught() {
    cluster.proxy().inject(KeySabotage.markerWithoutFingerprint());
    assertTrue(send(withdrawal(BigDecimal.ONE)).isAnswered(201));
    send(withdrawal(BigDecimal.valueOf(2)));
    assertCaught(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE);
  }

  private void openOnBothInstances() {
    Command opening = Command.open("bert").withKey("opened");
    history.send(opening, 0);
    history.send(opening, 1);
    history.send(opening, 0);
  }

  @Test
  void aRetriedOpeningIsClean() {
    openOnBothInstances();
    assertClean();
    assertEquals(2, cluster.table().read().count("AccountCreated"));
    assertEquals(1, cluster.table().read().keyedByPuts());
  }

  @Test
  void aSecondAccountUnderAKeyIsCaught() {
    cluster.proxy().inject(KeySabotage.openingElsewhere());
    openOnBothInstances();
    assertCaught(Rule.A_WRITE_IS_APPLIED_ONCE);
  }

  @Test
  void anOpeningWithoutAFingerprintIsCaught() {
    cluster.proxy().inject(KeySabotage.openingWithoutFingerprint());
    assertTrue(send(Command.open("bert")).isAnswered(201));
    send(Command.open("carl"));
    assertCaught(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE);
  }

  /** The clients of the proof never do this, so the checker knows no such response. */
  @Test
  void anotherRequestWithTheKeyIsRefused() {
    assertTrue(send(withdrawal(BigDecimal.ONE)).isAnswered(201));
    assertTrue(send(withdrawal(BigDecimal.valueOf(2))).isAnswered(422));
    assertEquals(1, cluster.table().read().count("BalanceWithdrawn"));
  }
}
