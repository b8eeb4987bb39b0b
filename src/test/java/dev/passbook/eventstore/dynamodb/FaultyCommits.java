package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Base for tests of commits over a client that loses, delays and refuses writes. */
abstract class FaultyCommits {
  static final Duration SHORT = Duration.ofMillis(300);

  /** The longest pause that the tests allow a machine between two looks at the clock. */
  static final Duration PAUSE = Duration.ofMillis(100);

  static final Duration LONG = Duration.ofSeconds(20);

  final ScriptedClient client = new ScriptedClient(TestTable.client());
  final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  final StreamId stream = newStream();
  final String key = UUID.randomUUID().toString();

  /** The two calls that write a commit. */
  enum Way {
    PUT,
    TRANSACTION
  }

  Commit<Tally, Counted> on(Snapshot<Tally> before, Way way) {
    var command = UUID.randomUUID().toString();
    return way == Way.PUT ? commit(before, command, 1) : keyed(before, command, key, 1);
  }

  Commit<Tally, Counted> first(Way way) {
    return on(Snapshot.none(stream), way);
  }

  List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store.commit(commit, deadline())).standing();
  }

  StoreUnavailable unavailable(Commit<Tally, Counted> commit, Duration budget) {
    return assertThrows(
        StoreUnavailable.class, () -> get(store.commit(commit, Deadline.in(budget))));
  }

  /**
   * Returns the failure of a commit whose budget ends after failed attempts. It tries a longer
   * budget if one is spent before the first attempt.
   */
  StoreUnavailable unavailableInTheEnd(Commit<Tally, Counted> commit) {
    client.takeSent();
    for (var budget = SHORT; budget.compareTo(LONG) < 0; budget = budget.multipliedBy(2)) {
      var failure = unavailable(commit, budget);
      if (!client.takeSent().isEmpty()) {
        return failure;
      }
    }
    throw new AssertionError("nothing is ever sent");
  }

  void assertAppliedOnce() {
    assertEquals(state(stream, 1), load(TestTable.tallies(10), stream));
    assertEquals(1, TestTable.rows(stream).size());
  }

  void assertNothingApplied() {
    assertEquals(List.of(), TestTable.rows(stream));
  }

  /** Returns all of a request except its timeout. */
  static String content(DynamoDbRequest request) {
    return request instanceof PutItemRequest put
        ? put.tableName() + put.conditionExpression() + put.item()
        : transaction((TransactWriteItemsRequest) request);
  }

  static String transaction(TransactWriteItemsRequest request) {
    return request.clientRequestToken() + request.transactItems();
  }

  static Duration timeout(DynamoDbRequest sent) {
    return sent.overrideConfiguration()
        .flatMap(AwsRequestOverrideConfiguration::apiCallAttemptTimeout)
        .orElseThrow();
  }

  static Stream<Fault> whatNeverArrives() {
    return Stream.of(
        Fault.throttled(),
        Fault.throttledByTheAccountsLimit(),
        Fault.connectionRefused(),
        Fault.cancelled("None", "ThrottlingError"),
        Fault.cancelled("ProvisionedThroughputExceeded", "None"));
  }

  static Stream<Fault> whatProvesNothing() {
    return Stream.of(
        Fault.requestLost(),
        Fault.stalls(),
        Fault.inProgress(),
        Fault.refusedWithoutTheItem(),
        Fault.cancelled("ConditionalCheckFailed", "None"));
  }

  static Stream<Fault> whatAnOperatorMustMend() {
    return Stream.of(
        Fault.tableMissing(), Fault.accessDenied(), Fault.cancelled("ValidationError", "None"));
  }

  static Stream<Fault> conflicts() {
    return Stream.of(
        Fault.inConflict(),
        Fault.inConflictWithAnotherRegion(),
        Fault.cancelled("TransactionConflict", "None"),
        Fault.cancelled("None", "TransactionConflict"),
        Fault.cancelled("ThrottlingError", "TransactionConflict"));
  }
}
