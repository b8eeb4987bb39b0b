package dev.passbook.decider;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A command leads to several events, to one, to none, or to a refusal that the history explains.
 */
class DecisionsTest {
  private final GatedStore store = new GatedStore();
  private final TallyDecider tallies = new TallyDecider(store);
  private final StreamId stream = tallies.newTally();
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  private List<Integer> eventsOfEachCommit() {
    return store.takeCommits().stream()
        .map(commit -> commit.appends().stream().mapToInt(append -> append.events().size()).sum())
        .toList();
  }

  private List<RecordedEvent<Counted>> events() {
    return get(store.readForward(stream, 1, 100, deadline()));
  }

  @Test
  void theEventsOfOneCommandAreOneAppend() {
    assertEquals("3 events to version 4, total 6", tallies.body(CountSteps.of(stream, 1, 2, 3)));

    assertEquals(List.of(3), eventsOfEachCommit());
    assertEquals(List.of(1L, 2L, 3L), events().stream().map(it -> it.event().by()).toList());
    assertEquals(1, events().stream().map(RecordedEvent::commandId).distinct().count());
    assertEquals("1 events to version 5, total 7", tallies.body(CountSteps.of(stream, 1)));
  }

  @Test
  void theEventsOfABatchFollowOneAnother() {
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    var two = tallies.send(CountSteps.of(stream, 2, 3));
    var none = tallies.send(CountSteps.of(stream));
    var three = tallies.send(CountSteps.of(stream, 4, 5, 6));
    store.open();

    assertEquals("2 events to version 4, total 6", two.join());
    assertEquals("0 events to version 4, total 6", none.join());
    assertEquals("3 events to version 7, total 21", three.join());
    assertEquals(List.of(1, 5), eventsOfEachCommit());
  }

  @Test
  void aCommandWithoutEventsIsAnsweredAndWritesNothing() {
    assertEquals("0 events to version 1, total 0", tallies.body(CountSteps.of(stream)));

    assertEquals(List.of(), store.takeCommits());
    assertEquals(1, store.takeLoads());
  }

  @Test
  void aCommandWithoutEventsIsDecidedOnTheNewestState() {
    tallies.body(CountSteps.of(stream, 1));
    new TallyDecider(store).body(CountSteps.of(stream, 2));

    assertEquals("0 events to version 3, total 3", tallies.body(CountSteps.of(stream)));
  }

  @Test
  void aBatchOfCommandsWithoutEventsWritesNothing() {
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    var first = tallies.send(CountSteps.of(stream));
    var second = tallies.send(CountSteps.of(stream));
    store.open();

    assertEquals("0 events to version 2, total 1", first.join());
    assertEquals("0 events to version 2, total 1", second.join());
    assertEquals(List.of(1), eventsOfEachCommit());
  }

  private CountSteps unexplained() {
    return CountSteps.of(stream, 101).refusedFor(this::look);
  }

  private Uni<CommandDecision.Refused<Counted>> look() {
    return Uni.createFrom().item(CountSteps.refusal("look " + looks.incrementAndGet()));
  }

  @Test
  void theHistoryIsAskedForTheReasonOfARefusalOnce() {
    assertEquals("look 1", tallies.body(unexplained()));

    assertEquals(1, looks.get());
    assertEquals(List.of(), store.takeCommits());
  }

  @Test
  void aKeyRemembersTheReasonThatTheHistoryGave() {
    assertEquals("look 1", tallies.body(unexplained().under("key")));
    var replay = tallies.handle(unexplained().under("key"));

    assertTrue(replay.replayed());
    assertEquals("look 1", replay.response().body());
  }

  @Test
  void anAcceptedCommandAsksNoHistory() {
    tallies.body(CountSteps.of(stream, 100).refusedFor(this::look));

    assertEquals(0, looks.get());
  }

  /** Before that, the history need not hold what the batch's earlier commands did. */
  @Test
  void theHistoryIsAskedAfterTheBatchsCommit() {
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    var takesAll = tallies.send(CountSteps.of(stream, 99));
    var unexplained =
        tallies.send(
            CountSteps.of(stream, 1)
                .refusedFor(() -> store.load(stream, deadline()).map(it -> refusal(it.version()))));
    assertFalse(unexplained.isDone());
    store.open();

    assertEquals("1 events to version 3, total 100", takesAll.join());
    assertEquals("seen at version 3", unexplained.join());
  }

  private static CommandDecision.Refused<Counted> refusal(long version) {
    return CountSteps.refusal("seen at version " + version);
  }

  @Test
  void aHistoryThatCanNotBeReadFailsItsOwnCommandAlone() {
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    CompletableFuture<String> unreadable =
        tallies.send(
            CountSteps.of(stream, 101)
                .refusedFor(() -> Uni.createFrom().failure(new IllegalStateException("torn"))));
    var other = tallies.send(CountSteps.of(stream, 2));
    store.open();

    assertEquals("torn", unreadable.handle((body, failure) -> failure.getMessage()).join());
    assertEquals("1 events to version 3, total 3", other.join());
  }
}
