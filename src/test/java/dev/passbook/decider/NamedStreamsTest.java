package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A key that names the stream which its command creates, so that a retry meets that stream. */
class NamedStreamsTest {
  private final GatedStore store =
      new GatedStore(TestTable.keyedByPuts(TestTable.client(), new Tally.Codec(1)));
  private final TallyDecider tallies = new TallyDecider(store);
  private final StreamId stream = Tallies.newStream();
  private final CountUp opening = CountUp.by(0, stream).under(UUID.randomUUID().toString());

  private void assertReplayed(CommandResult result) {
    assertEquals("total 0", result.response().body());
    assertTrue(result.replayed());
  }

  @Test
  void theRowKeepsTheMarkerInsteadOfTheCommit() {
    tallies.handle(opening);

    var commit = store.takeCommits().get(0);
    assertEquals(List.of(), commit.markers());
    assertEquals(
        opening.idempotencyKey().orElseThrow().markerKey(),
        commit.appends().get(0).ownMarker().orElseThrow().key());
  }

  @Test
  void aCreationWithoutAKeyHasNoMarker() {
    tallies.handle(CountUp.by(0, stream));

    assertTrue(store.takeCommits().get(0).appends().get(0).ownMarker().isEmpty());
  }

  /** The state of the stream is in the cache by then, and the creation must not follow on it. */
  @Test
  void aRetryAfterOtherCommandsIsReplayed() {
    tallies.handle(opening);
    tallies.handle(CountUp.by(5, stream));

    assertReplayed(tallies.handle(opening));

    assertEquals("total 6", tallies.body(CountUp.by(1, stream)));
  }

  @Test
  void aRetryAmongWaitingCommandsIsAloneInItsBatch() {
    tallies.handle(opening);
    store.shut();
    var first = tallies.send(CountUp.by(1, stream));
    var second = tallies.send(CountUp.by(2, stream));
    var retry = tallies.decider.handle(opening).subscribeAsCompletionStage();
    var third = tallies.send(CountUp.by(3, stream));
    store.open();

    assertEquals("total 1", first.join());
    assertEquals("total 3", second.join());
    assertReplayed(retry.join());
    assertEquals("total 6", third.join());
  }

  @Test
  void twoAttemptsAtOnceCreateOneStream() {
    store.shut();
    var first = tallies.decider.handle(opening).subscribeAsCompletionStage();
    var second = tallies.decider.handle(opening).subscribeAsCompletionStage();
    store.open();

    assertEquals("total 0", first.join().response().body());
    assertReplayed(second.join());
  }

  @Test
  void theFirstResponseIsFoundInTheRow() {
    tallies.handle(opening);

    var found = Tallies.get(tallies.decider.firstResponse(opening)).orElseThrow();

    assertReplayed(found);
  }
}
