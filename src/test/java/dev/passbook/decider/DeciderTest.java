package dev.passbook.decider;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An aggregate other than the account goes through queues, keys, versions and feeds. */
class DeciderTest {
  private record Feeds(Duration pollInterval, int maxListeners, int maxListenersPerAccount)
      implements LiveFeedConfig {}

  private final Tally.Codec codec = new Tally.Codec(1);
  private final EventStore<Tally, Counted> store = new InMemoryEventStore<>(codec);
  private final LiveFeeds<Counted> feeds =
      new LiveFeeds<>(store, new Feeds(Duration.ofHours(1), 10, 10));
  private final Decider<Tally, Counted> decider = decider(feeds);
  private final StreamId stream = newStream();

  private Decider<Tally, Counted> decider(LiveFeeds<Counted> nudged) {
    return new Decider<>(
        store,
        codec,
        new Decider.Settings(Duration.ofDays(7), 100),
        Clock.systemUTC(),
        UUID::randomUUID,
        nudged,
        DeciderMetrics.NONE);
  }

  private CommandResult handle(CountUp command) {
    return get(decider.handle(command));
  }

  private String body(CountUp command) {
    return handle(command).response().body();
  }

  @BeforeEach
  void aTally() {
    assertEquals("total 0", body(CountUp.by(0, stream)));
  }

  @Test
  void aCommandIsDecidedOnTheNewestState() {
    assertEquals("total 2", body(CountUp.by(2, stream)));
    assertEquals("total 5", body(CountUp.by(3, stream)));
    assertEquals("at 5", body(CountUp.by(96, stream)));
    assertEquals("no tally", body(CountUp.by(1, newStream())));
  }

  @Test
  void aCommandOnAStaleStateIsDecidedAgain() {
    body(CountUp.by(1, stream));
    get(decider(feeds).handle(CountUp.by(10, stream)));

    assertEquals("total 12", body(CountUp.by(1, stream)));
  }

  @Test
  void concurrentCommandsTakeEffectOnceEach() {
    var results =
        IntStream.range(0, 50)
            .mapToObj(i -> decider.handle(CountUp.by(1, stream)).subscribeAsCompletionStage())
            .toList();
    results.forEach(result -> get(Uni.createFrom().completionStage(result)));

    assertEquals("total 51", body(CountUp.by(1, stream)));
  }

  @Test
  void aRetryUnderAKeyGetsTheFirstResponse() {
    var first = handle(CountUp.by(7, stream).under("k"));
    body(CountUp.by(1, stream));
    var retry = handle(CountUp.by(7, stream).under("k"));

    assertEquals("total 7", first.response().body());
    assertFalse(first.replayed());
    assertEquals(new CommandResult(first.response(), true), retry);
    assertEquals("key reused", body(CountUp.by(8, stream).under("k")));
  }

  @Test
  void aRefusalIsReplayedUnderItsKey() {
    assertEquals("at 0", body(CountUp.by(101, stream).under("k")));
    body(CountUp.by(5, stream));

    var retry = handle(CountUp.by(101, stream).under("k"));
    assertTrue(retry.replayed());
    assertEquals("at 0", retry.response().body());
  }

  @Test
  void anExpectedVersionIsChecked() {
    assertEquals("at version 1", body(CountUp.by(1, stream).atVersion(2)));
    assertEquals("total 1", body(CountUp.by(1, stream).atVersion(1)));
  }

  @Test
  void aListenerHearsOfACommitAtOnce() {
    var heard =
        feeds
            .listen(
                stream,
                feed ->
                    feed.newest(deadline()).chain(newest -> feed.after(1, Duration.ofMinutes(1))))
            .subscribeAsCompletionStage();
    body(CountUp.by(4, stream));

    var events = get(Uni.createFrom().completionStage(heard));
    assertEquals(4, events.get(0).event().by());
    assertEquals(0, feeds.listeners());
  }
}
