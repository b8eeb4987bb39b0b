package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.VersionConflict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that a write is applied at most once and that its outcome is reported truthfully, whatever
 * fails on the way.
 */
class CommitUnderFaultsTest extends FaultyCommits {
  @ParameterizedTest
  @EnumSource
  void aWriteWithALostResponseSucceeds(Way way) {
    client.nextWrites(Fault.answerLost(), Fault.answerReset(), Fault.serverErrorAfterTheWrite());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aLostRequestIsRetried(Way way) {
    client.nextWrites(Fault.requestLost(), Fault.requestLost());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aRetrySendsTheSameBytesToTheSameKey(Way way) {
    client.nextWrites(
        Fault.answerLost(), Fault.requestLost(), Fault.throttled(), Fault.inProgress());

    apply(first(way));

    var sent = client.takeSent();
    assertEquals(5, sent.size());
    assertEquals(1, sent.stream().map(CommitUnderFaultsTest::content).distinct().count());
  }

  @ParameterizedTest
  @EnumSource
  void aWriteThatLandsAfterItsTimeoutIsFoundByTheRetry(Way way) {
    client.nextWrites(Fault.landsLater(), Fault.requestLost(), Fault.comesAfterLateOnes());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aWriteThatLandsAfterItsRetryDoesNothing(Way way) {
    client.nextWrites(Fault.landsLater());

    assertEquals(List.of(), apply(first(way)));
    client.landLateOnes();

    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aWriteThatMayStillLandHasAnUnknownOutcome(Way way) {
    client.nextWrites(Fault.landsLater()).everyWrite(Fault.throttled());

    assertEquals(true, unavailableInTheEnd(first(way)).outcomeUnknown());
    assertNothingApplied();

    client.landLateOnes();
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aLateWriteAfterAnotherWritersCommitDoesNothing(Way way) {
    client.nextWrites(Fault.landsLater()).everyWrite(Fault.requestLost());
    var late = first(way);
    unavailableInTheEnd(late);
    client.everyWrite(Fault.passes());
    fill(TestTable.tallies(10), stream, 1);

    assertThrows(VersionConflict.class, () -> apply(late));
    client.landLateOnes();

    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aCommitByAnotherWriterAfterALostRequestIsAVersionConflict(Way way) {
    fill(TestTable.tallies(10), stream, 1);
    client.nextWrites(Fault.requestLost(), Fault.answerLost());

    assertThrows(VersionConflict.class, () -> apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 350, 400, 450, 500, 600})
  void aWriteThatWasNotAppliedIsNotRetriedTooCloseToTheDeadline(int budget) {
    client.everyWrite(Fault.throttled());

    var failure = unavailable(first(Way.PUT), Duration.ofMillis(budget));

    assertEquals(false, failure.outcomeUnknown());
    client.takeSent().stream()
        .skip(1)
        .map(CommitUnderFaultsTest::timeout)
        .forEach(
            left ->
                assertTrue(
                    left.compareTo(ConditionalWrite.LEAST_LEFT.minus(PAUSE)) > 0, left::toString));
  }

  @ParameterizedTest
  @EnumSource
  void aThrottledWriteIsRetried(Way way) {
    client.nextWrites(Fault.throttled(), Fault.throttledByTheAccountsLimit(), Fault.throttled());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @MethodSource("whatNeverArrives")
  void aWriteThatNeverArrivedBeforeTheDeadlineWasNotApplied(Fault fault) {
    client.everyWrite(fault);

    assertEquals(false, unavailableInTheEnd(first(Way.TRANSACTION)).outcomeUnknown());
    assertNothingApplied();
  }

  @ParameterizedTest
  @MethodSource("whatProvesNothing")
  void inconclusiveFailuresUntilTheDeadlineHaveAnUnknownOutcome(Fault fault) {
    client.everyWrite(fault);

    assertEquals(true, unavailableInTheEnd(first(Way.TRANSACTION)).outcomeUnknown());
    assertNothingApplied();
  }

  @ParameterizedTest
  @MethodSource("whatProvesNothing")
  void anInconclusiveFailureIsFollowedByTheSameWrite(Fault fault) {
    client.nextWrites(fault);

    assertEquals(List.of(), apply(first(Way.PUT)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSentAfterTheDeadline(Way way) {
    var failure = unavailable(first(way), Duration.ZERO);

    assertEquals(false, failure.outcomeUnknown());
    assertEquals(List.of(), client.takeSent());
  }
}
