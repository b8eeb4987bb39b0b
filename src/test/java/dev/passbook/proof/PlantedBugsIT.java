package dev.passbook.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.Rule;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.Fault;
import dev.passbook.proof.faults.Interceptor;
import dev.passbook.proof.faults.Sabotage;
import dev.passbook.proof.faults.Script;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks that the checker finds bugs planted between the real service and its database or clients.
 * The same load without a bug must be clean.
 */
class PlantedBugsIT {
  private static final int REQUESTS = 150;
  private static final int LOADS = 5;
  private static final Duration BUDGET = Duration.ofSeconds(3);

  @RegisterExtension static final Cluster cluster = Cluster.start(BUDGET);
  private static long runs;

  @BeforeEach
  void startWithAnEmptyTable() {
    cluster.table().clear();
  }

  @Test
  void withoutABugTheRunIsClean() {
    assertEquals("", Checker.report(run(Interceptor.NOTHING, cluster.bank())));
  }

  @Test
  void aSkippedConditionIsCaught() {
    catches(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, Sabotage.skippedCondition());
  }

  @Test
  void forgottenKeysAreCaught() {
    catches(Rule.A_WRITE_IS_APPLIED_ONCE, Sabotage.forgottenKeys());
  }

  @Test
  void aDroppedEventIsCaught() {
    catches(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, Sabotage.droppedEvent());
  }

  @Test
  void aDoubledRetryIsCaught() {
    catches(Rule.A_WRITE_IS_APPLIED_ONCE, Sabotage.doubledRetry());
  }

  @Test
  void aGapInTheVersionsIsCaught() {
    catches(Rule.VERSIONS_HAVE_NO_GAP_AND_NO_REPEAT, Sabotage.gapInTheVersions());
  }

  @Test
  void aPoisonedSnapshotIsCaught() {
    catches(Rule.SNAPSHOTS_EQUAL_THE_FOLD, Sabotage.poisonedSnapshot());
  }

  @Test
  void aWrongRecordedBalanceIsCaught() {
    catches(Rule.RECORDED_BALANCES_EQUAL_THE_FOLD, Sabotage.wrongRecordedBalance());
  }

  @Test
  void anEventForAnotherAmountIsCaught() {
    catches(Rule.EVERY_EVENT_WAS_ASKED_FOR, Sabotage.eventForAnotherAmount());
  }

  @Test
  void anAmountThatWasChangedOnItsWayToTheTableBreaksTheChain() {
    catches(Rule.EVERY_ROW_FOLLOWS_ON_THE_CHAIN, Sabotage.eventForAnotherAmount());
  }

  @Test
  void aLostChainIsCaught() {
    catches(Rule.EVERY_ROW_FOLLOWS_ON_THE_CHAIN, Sabotage.lostChain());
  }

  @Test
  void aClockThatGoesBackwardsIsCaught() {
    catches(Rule.TIME_NEVER_GOES_BACKWARDS, Sabotage.clockThatGoesBackwards());
  }

  @Test
  void aLostLegIsCaught() {
    catches(Rule.A_TRANSFER_HAS_BOTH_LEGS, Sabotage.lostLeg());
    cluster.table().clear();
    catches(Rule.MONEY_IS_CONSERVED, Sabotage.lostLeg());
  }

  @Test
  void aLostMarkerIsCaught() {
    catches(Rule.A_KEYED_WRITE_LEAVES_A_MARKER, Sabotage.lostMarker());
  }

  @Test
  void aForgedMarkerIsCaught() {
    catches(Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER, Sabotage.forgedMarker());
  }

  @Test
  void staleReadsAreCaught() {
    catches(Rule.A_READ_IS_NOT_STALE, Sabotage.staleReads());
  }

  @Test
  void aTrustedKnownStateIsCaught() {
    catches(Rule.A_READ_IS_NOT_STALE, Sabotage.trustedKnownState());
  }

  @Test
  void aWriteThatLandsAfterItWasReportedAsNotAppliedIsCaught() {
    Bank lying =
        answering(
            answer ->
                answer.leavesOutcomeUnknown()
                    ? new Answer(503, answer.headers(), answer.body().replace("unknown", "none"))
                    : answer);
    History history = cluster.history(lying);
    cluster.proxy().heal();
    Answer opened = history.send(Command.open("late"), 0).answer();
    cluster
        .proxy()
        .inject(Script.always(Call::writesEvent, Fault.REQUEST_DELAYED, BUDGET.plusSeconds(2)));
    String account = opened.json().path("id").asText();
    history.send(Command.credit(account, BigDecimal.ONE, "lands late"), 0);
    assertNames(Rule.A_REFUSED_WRITE_IS_NOT_THERE, cluster.violations(history.exchanges()));
  }

  @Test
  void aWrongBalanceInAResponseIsCaught() {
    Bank lying =
        answering(
            answer ->
                new Answer(
                    answer.status(),
                    answer.headers(),
                    answer.body().replaceFirst("\"balance\":\\s*(\\d)", "\"balance\":1$1")));
    catches(Rule.AN_ANSWER_TELLS_WHAT_IS_THERE, () -> run(Interceptor.NOTHING, lying));
  }

  @Test
  void aHalfAppliedBatchIsCaught() {
    catches(Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, Sabotage.halfABatch());
  }

  @Test
  void responsesMixedUpWithinABatchAreCaught() {
    Bank mixedUp = new MixedUpAnswers(cluster.bank());
    catches(Rule.AN_ANSWER_TELLS_OF_ITS_OWN_REQUEST, () -> run(Interceptor.NOTHING, mixedUp));
  }

  @Test
  void aRefusalFromAStaleCachedStateIsCaught() {
    cluster.proxy().heal();
    History history = cluster.history(new TrustedHeads(cluster.bank()));
    String account = history.send(Command.open("rich"), 0).answer().json().path("id").asText();
    history.send(Command.credit(account, BigDecimal.ONE, "heard of"), 0);
    history.send(Command.credit(account, BigDecimal.TEN, "not heard of"), 1);
    history.send(Command.withdraw(account, BigDecimal.TEN, "refused"), 0);
    assertNames(Rule.A_REFUSAL_HAD_A_REASON, cluster.violations(history.exchanges()));
  }

  private static void catches(Rule rule, Interceptor bug) {
    catches(rule, () -> run(bug, cluster.bank()));
  }

  /** A load is short and random, so one may not trigger the bug, such as one in a batch. */
  private static void catches(Rule rule, Supplier<List<Violation>> load) {
    List<Violation> violations = load.get();
    for (int i = 1; i < LOADS && !names(rule, violations); i++) {
      cluster.table().clear();
      violations = load.get();
    }
    assertNames(rule, violations);
  }

  private static List<Violation> run(Interceptor bug, Bank bank) {
    runs++;
    History history = cluster.history(bank);
    cluster.proxy().inject(bug);
    new Load(runs, "planted" + runs, history, Cluster.INSTANCES, REQUESTS).run();
    return cluster.violations(history.exchanges());
  }

  private static Bank answering(UnaryOperator<Answer> lie) {
    Bank honest = cluster.bank();
    return (command, instance, patience) -> {
      Answer answer = honest.send(command, instance, patience);
      return answer == null ? null : lie.apply(answer);
    };
  }

  private static void assertNames(Rule rule, List<Violation> violations) {
    assertTrue(
        names(rule, violations), () -> rule + " is not among:\n" + Checker.report(violations));
  }

  private static boolean names(Rule rule, List<Violation> violations) {
    return violations.stream().anyMatch(violation -> violation.rule() == rule);
  }
}
