package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which responses settle the outcome of a write. */
class CommitSettlementTest extends FaultyCommits {
  @ParameterizedTest
  @MethodSource("whatAnOperatorMustMend")
  void aPermanentFailureIsNotRetried(Fault fault) {
    client.everyWrite(fault);

    var failure = unavailable(first(Way.TRANSACTION), LONG);

    assertEquals(false, failure.outcomeUnknown());
    assertEquals(1, client.takeSent().size());
  }

  @ParameterizedTest
  @MethodSource("whatAnOperatorMustMend")
  void aPermanentFailureAfterALostResponseHasAnUnknownOutcome(Fault fault) {
    client.nextWrites(Fault.answerLost()).everyWrite(fault);

    var failure = unavailable(first(Way.PUT), LONG);

    assertEquals(true, failure.outcomeUnknown());
    assertAppliedOnce();
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aTransactionInProgressIsAVersionConflict(Fault conflict) {
    client.nextWrites(conflict);

    assertThrows(VersionConflict.class, () -> apply(first(Way.PUT)));
    assertEquals(1, client.takeSent().size());
    assertNothingApplied();
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aConflictAfterALostResponseDoesNotDecideAgain(Fault conflict) {
    client.nextWrites(Fault.answerLost(), conflict, conflict);

    assertEquals(List.of(), apply(first(Way.TRANSACTION)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aConflictWithOurOwnLateWriteDoesNotDecideAgain(Fault conflict) {
    client.nextWrites(Fault.landsLater(), conflict, Fault.comesAfterLateOnes());

    assertEquals(List.of(), apply(first(Way.PUT)));
    assertAppliedOnce();
  }

  @Test
  void conflictsUntilTheDeadlineAfterALostResponseHaveAnUnknownOutcome() {
    client.nextWrites(Fault.answerLost()).everyWrite(Fault.inConflict());

    assertEquals(true, unavailableInTheEnd(first(Way.PUT)).outcomeUnknown());
  }

  @Test
  void aLostResponseForAUsedKeyReturnsTheFirstResult() {
    apply(first(Way.TRANSACTION));
    client.nextWrites(Fault.answerLost(), Fault.requestLost());

    var earlier = apply(on(state(stream, 1), Way.TRANSACTION));

    assertEquals(List.of(key), earlier.stream().map(Marker::key).toList());
    assertAppliedOnce();
  }

  @Test
  void aUsedKeyIsReportedBeforeAVersionConflict() {
    apply(first(Way.TRANSACTION));

    var earlier = apply(first(Way.TRANSACTION));

    assertEquals(List.of(key), earlier.stream().map(Marker::key).toList());
    assertAppliedOnce();
  }

  @Test
  void aMarkerWithoutEventsIsRecognisedAfterALostResponse() {
    client.nextWrites(Fault.answerLost());

    var command = keyed(Snapshot.none(stream), "refused", key, 1);
    var refusal = new Commit<Tally, Counted>(List.of(), command.markers());

    assertEquals(List.of(), apply(refusal));
  }

  @Test
  void aRowOfManyEventsIsRecognisedAfterALostResponse() {
    client.nextWrites(Fault.answerLost());

    apply(commit(Snapshot.none(stream), "many", 1, 1, 1));

    assertEquals(state(stream, 3), load(store, stream));
    assertEquals(1, TestTable.rows(stream).size());
  }

  @Test
  void anotherCommandsRowIsNotMistakenForOurs() {
    apply(commit(Snapshot.none(stream), "theirs", 1, 1, 1));
    client.nextWrites(Fault.requestLost());

    assertThrows(
        VersionConflict.class, () -> apply(commit(Snapshot.none(stream), "ours", 1, 1, 1)));
  }
}
