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

  /** Time for several attempts, on a slow machine too. */
  private static final Duration SOME = Duration.ofSeconds(2);

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final StreamId stream = newStream();

  @Test
  void whatComesOutAtTheDeadlineIsTheFailureItself() {
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

  static Stream<Fault> passingTroubles() {
    return Stream.of(
        Fault.throttled(),
        Fault.requestLost(),
        Fault.answerLost(),
        Fault.connectionRefused(),
        Fault.serverErrorAfterTheWrite());
  }

  @ParameterizedTest
  @MethodSource("passingTroubles")
  void aReadIsRepeated(Fault fault) {
    fill(store, stream, 1);
    client.takeSent();
    client.nextReads(fault, fault);

    assertEquals(state(stream, 1), load(store, stream));
    assertEquals(3, client.takeSent().size());
  }

  @ParameterizedTest
  @MethodSource("passingTroubles")
  void aReadThatFailsToTheEndSaysThatNothingWasWritten(Fault fault) {
    client.everyRead(fault);

    var failure = unavailableInTheEnd();

    assertEquals(false, failure.outcomeUnknown());
    assertInstanceOf(CallFailure.class, failure.getCause());
  }

  /** The budget ends on a read that failed. A machine may be too slow for one in a short budget. */
  private StoreUnavailable unavailableInTheEnd() {
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
  void aStalledReadEndsWithTheBudget() {
    client.everyRead(Fault.stalls());

    unavailable(SHORT);
  }

  @Test
  void aMissingTableIsToldAtOnce() {
    client.everyRead(Fault.tableMissing());

    assertThrows(StoreUnavailable.class, () -> load(store, stream));
    assertEquals(1, client.takeSent().size());
  }

  /** A retry over a call that was started already would read the same again for ever. */
  @Test
  void everySubscriptionReadsAnew() {
    var reading = store.load(stream, deadline());

    assertEquals(state(stream, 0), get(reading));
    fill(store, stream, 1);
    assertEquals(state(stream, 1), get(reading));
  }
}
