package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Whatever happens to a write on its way: it is applied at most once, and the truth is told. */
class CommitUnderFaultsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  /** What a machine may stand still for between a look at the clock and the next. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final StreamId stream = newStream();
  private final String key = UUID.randomUUID().toString();

  /** The two ways in which a commit is written. */
  private enum Way {
    PUT,
    TRANSACTION
  }

  private Commit<Tally, Counted> on(Snapshot<Tally> before, Way way) {
    var command = UUID.randomUUID().toString();
    return way == Way.PUT ? commit(before, command, 1) : keyed(before, command, key, 1);
  }

  private Commit<Tally, Counted> first(Way way) {
    return on(Snapshot.none(stream), way);
  }

  private List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store.commit(commit, deadline()));
  }

  private StoreUnavailable unavailable(Commit<Tally, Counted> commit, Duration budget) {
    return assertThrows(
        StoreUnavailable.class, () -> get(store.commit(commit, Deadline.in(budget))));
  }

  /** The budget ends on attempts that failed: a longer one where it is spent before the first. */
  private StoreUnavailable unavailableInTheEnd(Commit<Tally, Counted> commit) {
    client.takeSent();
    for (var budget = SHORT; budget.compareTo(LONG) < 0; budget = budget.multipliedBy(2)) {
      var failure = unavailable(commit, budget);
      if (!client.takeSent().isEmpty()) {
        return failure;
      }
    }
    throw new AssertionError("nothing is ever sent");
  }

  private void assertAppliedOnce() {
    assertEquals(state(stream, 1), load(TestTable.tallies(10), stream));
    assertEquals(1, TestTable.rows(stream).size());
  }

  private void assertNothingApplied() {
    assertEquals(List.of(), TestTable.rows(stream));
  }

  @ParameterizedTest
  @EnumSource
  void aLostAnswerIsASuccess(Way way) {
    client.nextWrites(Fault.answerLost(), Fault.answerReset(), Fault.serverErrorAfterTheWrite());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void aLostRequestIsSentAgain(Way way) {
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

  /** All of a request but its timeout. */
  private static String content(DynamoDbRequest request) {
    return request instanceof PutItemRequest put
        ? put.tableName() + put.conditionExpression() + put.item()
        : transaction((TransactWriteItemsRequest) request);
  }

  private static String transaction(TransactWriteItemsRequest request) {
    return request.clientRequestToken() + request.transactItems();
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
  void aWriteThatMayStillLandIsOfUnknownOutcome(Way way) {
    client.nextWrites(Fault.landsLater()).everyWrite(Fault.throttled());

    assertEquals(true, unavailableInTheEnd(first(way)).outcomeUnknown());
    assertNothingApplied();

    client.landLateOnes();
    assertAppliedOnce();
  }

  @ParameterizedTest
  @EnumSource
  void whatLandsAfterAnotherWonTheRaceDoesNothing(Way way) {
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
  void aRaceLostAfterALostRequestIsAVersionConflict(Way way) {
    fill(TestTable.tallies(10), stream, 1);
    client.nextWrites(Fault.requestLost(), Fault.answerLost());

    assertThrows(VersionConflict.class, () -> apply(first(way)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 350, 400, 450, 500, 600})
  void whatWasNotAppliedIsNotSentAgainTooLateToBeAnswered(int budget) {
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

  private static Duration timeout(DynamoDbRequest sent) {
    return sent.overrideConfiguration()
        .flatMap(AwsRequestOverrideConfiguration::apiCallAttemptTimeout)
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void aThrottledWriteIsSentAgain(Way way) {
    client.nextWrites(Fault.throttled(), Fault.throttledByTheAccountsLimit(), Fault.throttled());

    assertEquals(List.of(), apply(first(way)));
    assertAppliedOnce();
  }

  static Stream<Fault> whatNeverArrives() {
    return Stream.of(
        Fault.throttled(),
        Fault.throttledByTheAccountsLimit(),
        Fault.connectionRefused(),
        Fault.cancelled("None", "ThrottlingError"),
        Fault.cancelled("ProvisionedThroughputExceeded", "None"));
  }

  @ParameterizedTest
  @MethodSource("whatNeverArrives")
  void whatNeverArrivedToTheEndOfTheBudgetWasNotApplied(Fault fault) {
    client.everyWrite(fault);

    assertEquals(false, unavailableInTheEnd(first(Way.TRANSACTION)).outcomeUnknown());
    assertNothingApplied();
  }

  static Stream<Fault> whatProvesNothing() {
    return Stream.of(
        Fault.requestLost(),
        Fault.stalls(),
        Fault.inProgress(),
        Fault.refusedWithoutTheItem(),
        Fault.cancelled("ConditionalCheckFailed", "None"));
  }

  @ParameterizedTest
  @MethodSource("whatProvesNothing")
  void whatProvesNothingToTheEndOfTheBudgetIsOfUnknownOutcome(Fault fault) {
    client.everyWrite(fault);

    assertEquals(true, unavailableInTheEnd(first(Way.TRANSACTION)).outcomeUnknown());
    assertNothingApplied();
  }

  @ParameterizedTest
  @MethodSource("whatProvesNothing")
  void whatProvesNothingIsFollowedByTheSameWrite(Fault fault) {
    client.nextWrites(fault);

    assertEquals(List.of(), apply(first(Way.PUT)));
    assertAppliedOnce();
  }

  static Stream<Fault> whatAnOperatorMustMend() {
    return Stream.of(
        Fault.tableMissing(), Fault.accessDenied(), Fault.cancelled("ValidationError", "None"));
  }

  @ParameterizedTest
  @MethodSource("whatAnOperatorMustMend")
  void whatWillNeverSucceedIsNotSentAgain(Fault fault) {
    client.everyWrite(fault);

    var failure = unavailable(first(Way.TRANSACTION), LONG);

    assertEquals(false, failure.outcomeUnknown());
    assertEquals(1, client.takeSent().size());
  }

  @ParameterizedTest
  @MethodSource("whatAnOperatorMustMend")
  void whatFailsForGoodAfterALostAnswerIsOfUnknownOutcome(Fault fault) {
    client.nextWrites(Fault.answerLost()).everyWrite(fault);

    var failure = unavailable(first(Way.PUT), LONG);

    assertEquals(true, failure.outcomeUnknown());
    assertAppliedOnce();
  }

  static Stream<Fault> conflicts() {
    return Stream.of(
        Fault.inConflict(),
        Fault.cancelled("TransactionConflict", "None"),
        Fault.cancelled("None", "TransactionConflict"),
        Fault.cancelled("ThrottlingError", "TransactionConflict"));
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aTransactionUnderWayIsALostRace(Fault conflict) {
    client.nextWrites(conflict);

    assertThrows(VersionConflict.class, () -> apply(first(Way.PUT)));
    assertEquals(1, client.takeSent().size());
    assertNothingApplied();
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aConflictAfterALostAnswerLeadsToNoSecondDecision(Fault conflict) {
    client.nextWrites(Fault.answerLost(), conflict, conflict);

    assertEquals(List.of(), apply(first(Way.TRANSACTION)));
    assertAppliedOnce();
  }

  @ParameterizedTest
  @MethodSource("conflicts")
  void aConflictWithOurOwnLateWriteLeadsToNoSecondDecision(Fault conflict) {
    client.nextWrites(Fault.landsLater(), conflict, Fault.comesAfterLateOnes());

    assertEquals(List.of(), apply(first(Way.PUT)));
    assertAppliedOnce();
  }

  @Test
  void aConflictToTheEndOfTheBudgetAfterALostAnswerIsOfUnknownOutcome() {
    client.nextWrites(Fault.answerLost()).everyWrite(Fault.inConflict());

    assertEquals(true, unavailableInTheEnd(first(Way.PUT)).outcomeUnknown());
  }

  @ParameterizedTest
  @EnumSource
  void aBudgetThatIsSpentSendsNothing(Way way) {
    var failure = unavailable(first(way), Duration.ZERO);

    assertEquals(false, failure.outcomeUnknown());
    assertEquals(List.of(), client.takeSent());
  }

  @Test
  void anAnswerLostToAKeyThatStoodAlreadyIsTheFirstAnswer() {
    apply(first(Way.TRANSACTION));
    client.nextWrites(Fault.answerLost(), Fault.requestLost());

    var earlier = apply(on(state(stream, 1), Way.TRANSACTION));

    assertEquals(List.of(key), earlier.stream().map(Marker::key).toList());
    assertAppliedOnce();
  }

  @Test
  void theMarkersReasonGoesBeforeTheVersions() {
    apply(first(Way.TRANSACTION));

    var earlier = apply(first(Way.TRANSACTION));

    assertEquals(List.of(key), earlier.stream().map(Marker::key).toList());
    assertAppliedOnce();
  }

  @Test
  void aMarkerAloneWhoseAnswerWasLostIsOurs() {
    client.nextWrites(Fault.answerLost());

    var command = keyed(Snapshot.none(stream), "refused", key, 1);
    var refusal = new Commit<Tally, Counted>(List.of(), command.markers());

    assertEquals(List.of(), apply(refusal));
  }

  @Test
  void aRowOfManyEventsWhoseAnswerWasLostIsRecognised() {
    client.nextWrites(Fault.answerLost());

    apply(commit(Snapshot.none(stream), "many", 1, 1, 1));

    assertEquals(state(stream, 3), load(store, stream));
    assertEquals(1, TestTable.rows(stream).size());
  }

  @Test
  void anotherCommandsRowIsNotTakenForOurs() {
    apply(commit(Snapshot.none(stream), "theirs", 1, 1, 1));
    client.nextWrites(Fault.requestLost());

    assertThrows(
        VersionConflict.class, () -> apply(commit(Snapshot.none(stream), "ours", 1, 1, 1)));
  }
}
