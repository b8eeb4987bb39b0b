package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.processes.Eventually;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks that a failing database costs responses, but never money and never a client's patience.
 */
class OutageIT {
  private static final Duration BUDGET = Duration.ofSeconds(4);

  /** A client waits much longer than the budget, but much less than this. */
  private static final Duration STALL = Duration.ofSeconds(20);

  private static final Duration RECOVERY = Duration.ofSeconds(60);

  @RegisterExtension static final Cluster cluster = Cluster.start(BUDGET);

  private final History history = cluster.history(cluster.bank());
  private int references;
  private String account;

  @BeforeEach
  void keepAnAccount() {
    cluster.proxy().heal();
    cluster.table().clear();
    Exchange opened = history.send(Command.open("owner-" + System.nanoTime()), 0);
    account = opened.answer().json().path("id").asText();
  }

  @Test
  void twelveThrottlesInARowGetADefiniteResponse() {
    cluster.proxy().inject(Script.next(12, Call::writesEvent, Fault.THROTTLED));
    assertDefinite(credit());
    assertClean();
  }

  @Test
  void aThrottledTransactionGetsADefiniteResponse() {
    cluster.proxy().inject(Script.next(12, Call::writesEvent, Fault.THROTTLED_BY_THE_ACCOUNT));
    assertDefinite(history.send(newCredit().withKey("throttled"), 0));
    assertClean();
  }

  @Test
  void aStalledCallIsRetriedWithinTheBudget() {
    cluster.proxy().inject(Script.next(1, Call::writesEvent, Fault.ANSWER_STALLED, STALL));
    Exchange credit = credit();
    assertTrue(credit.isAnswered(201), credit::toString);
    assertClean();
  }

  @Test
  void aDatabaseThatStallsEveryCallIsReportedWithinTheBudget() {
    cluster.proxy().inject(Script.always(Call::isAboutItems, Fault.ANSWER_STALLED, STALL));
    assertUnavailable(credit());
    assertUnavailable(history.send(Command.read(account), 1));
    assertClean();
  }

  @Test
  void aDelayedWriteIsNotReportedAsRefused() {
    cluster
        .proxy()
        .inject(Script.always(Call::writesEvent, Fault.REQUEST_DELAYED, BUDGET.plusSeconds(2)));
    Exchange credit = credit();
    assertTrue(credit.isAnswered() && credit.answer().leavesOutcomeUnknown(), credit::toString);
    assertClean();
  }

  @Test
  void theServiceRecoversWithItsDatabase() {
    cluster.proxy().refuse();
    assertUnavailable(credit());
    Eventually.holds("not ready", RECOVERY, () -> !cluster.service(0).isReady());
    assertTrue(cluster.service(0).isLive());
    cluster.proxy().accept();
    Eventually.holds("a credit is taken", RECOVERY, () -> credit().isAnswered(201));
    Eventually.holds("ready again", RECOVERY, () -> cluster.service(0).isReady());
    assertClean();
  }

  private Exchange credit() {
    return history.send(newCredit(), 0);
  }

  private Command newCredit() {
    return Command.credit(account, BigDecimal.ONE, "credit-" + ++references);
  }

  private static void assertDefinite(Exchange exchange) {
    assertTrue(exchange.isAnswered(), exchange::toString);
    assertFalse(exchange.answer().leavesOutcomeUnknown(), exchange::toString);
  }

  private static void assertUnavailable(Exchange exchange) {
    assertTrue(exchange.isAnswered(503), exchange::toString);
    assertEquals("store-unavailable", exchange.answer().problem());
  }

  private void assertClean() {
    assertEquals("", Checker.report(cluster.violations(history.exchanges())));
  }
}
