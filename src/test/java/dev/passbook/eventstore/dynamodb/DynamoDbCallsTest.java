package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DynamoDbCallsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Leaves time for several attempts, even on a slow machine. */
  private static final Duration SOME = Duration.ofSeconds(2);

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final StreamId stream = newStream();

  @Test
  void theFailureAtTheDeadlineIsNotWrapped() {
    var failure = CallFailure.of(Fault.throttled().failure());
    var attempts = new AtomicInteger();
    var attempt =
        Uni.createFrom().<Void>failure(failure).onSubscription().invoke(attempts::incrementAndGet);

    var thrown =
        assertThrows(
            CallFailure.class,
            () ->
                get(
                    DynamoDbCalls.untilDeadline(
                        attempt, Deadline.in(SOME), CallFailure::isTransient)));

    assertSame(failure, thrown);
    assertTrue(attempts.get() > 1, "it was tried again before");
  }

  static Stream<Fault> transientFailures() {
    return Stream.of(
        Fault.throttled(),
        Fault.requestLost(),
        Fault.answerLost(),
        Fault.connectionRefused(),
        Fault.serverErrorAfterTheWrite());
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void aReadIsRetried(Fault fault) {
    fill(store, stream, 1);
    client.takeSent();
    client.nextReads(fault, fault);

    assertEquals(state(stream, 1), load(store, stream));
    assertEquals(3, client.takeSent().size());
  }

  @ParameterizedTest
  @MethodSource("transientFailures")
  void aReadThatKeepsFailingReportsThatNothingWasWritten(Fault fault) {
    client.everyRead(fault);

    var failure = unavailableAfterAFailedAttempt();

    assertEquals(false, failure.outcomeUnknown());
    assertInstanceOf(CallFailure.class, failure.getCause());
  }

  /**
   * Returns the failure of a read whose budget ends after a failed attempt. A slow machine may not
   * manage one attempt in a short budget, so this tries longer ones.
   */
  private StoreUnavailable unavailableAfterAFailedAttempt() {
    var failure = unavailable(SHORT);
    for (var budget = SHORT; isSlow(failure) && budget.compareTo(LONG) < 0; ) {
      budget = budget.multipliedBy(2);
      failure = unavailable(budget);
    }
    return failure;
  }

  private static boolean isSlow(StoreUnavailable failure) {
    return !(failure.getCause() instanceof CallFailure);
  }

  private StoreUnavailable unavailable(Duration budget) {
    return assertThrows(StoreUnavailable.class, () -> get(store.load(stream, Deadline.in(budget))));
  }

  @Test
  void aStalledReadEndsAtTheDeadline() {
    client.everyRead(Fault.stalls());

    unavailable(SHORT);
  }

  @Test
  void aMissingTableIsReportedAtOnce() {
    client.everyRead(Fault.tableMissing());

    assertThrows(StoreUnavailable.class, () -> load(store, stream));
    assertEquals(1, client.takeSent().size());
  }

  /** A retry that wraps a call that has already started would repeat the same result for ever. */
  @Test
  void everySubscriptionReadsAgain() {
    var reading = store.load(stream, deadline());

    assertEquals(state(stream, 0), get(reading));
    fill(store, stream, 1);
    assertEquals(state(stream, 1), get(reading).chained(null));
  }
}
