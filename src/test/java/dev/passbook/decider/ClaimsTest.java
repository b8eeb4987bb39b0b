package dev.passbook.decider;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of all commands that claim one name, one is accepted. */
class ClaimsTest {
  private final GatedStore store = new GatedStore();
  private final TallyDecider tallies = new TallyDecider(store);
  private final TallyDecider otherInstance = new TallyDecider(store);
  private final StreamId stream = tallies.newTally();
  private final String name = "claim-" + UUID.randomUUID();

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  private CountSteps claiming(long by) {
    return CountSteps.of(stream, by).claiming(name);
  }

  @Test
  void theFirstCommandTakesTheNameAndTheNextIsRefused() {
    assertEquals("1 events to version 2, total 1", tallies.body(claiming(1)));
    assertEquals("claimed by total 1", tallies.body(claiming(2)));
    assertEquals("claimed by total 1", otherInstance.body(claiming(3)));
    assertEquals("0 events to version 2, total 1", tallies.body(CountSteps.of(stream)));
  }

  @Test
  void theClaimSaysWhoTookTheNameAndWhatItDid() {
    tallies.body(claiming(1));

    var commit = store.takeCommits().get(0);
    var event = commit.appends().get(0).events().get(0);
    var claim = new Claim(name, event.commandId(), "total 1", event.at());
    assertEquals(List.of(claim), commit.claims());
    assertEquals(claim, get(store.findClaim(name, deadline())).orElseThrow());
  }

  @Test
  void aRefusedCommandClaimsNothing() {
    assertEquals("too much", tallies.body(claiming(101)));

    assertEquals("1 events to version 2, total 1", tallies.body(claiming(1)));
  }

  @Test
  void aKeyRemembersTheRefusalOfATakenName() {
    tallies.body(claiming(1));

    assertEquals("claimed by total 1", tallies.body(claiming(2).under("key")));
    var replay = otherInstance.handle(claiming(2).under("key"));

    assertTrue(replay.replayed());
    assertEquals("claimed by total 1", replay.response().body());
  }

  @Test
  void aRetryUnderTheFirstKeyGetsTheFirstResponse() {
    tallies.body(claiming(1).under("key"));

    var replay = tallies.handle(claiming(1).under("key"));

    assertTrue(replay.replayed());
    assertEquals("1 events to version 2, total 1", replay.response().body());
  }

  @Test
  void twoCommandsThatWaitTogetherAreDecidedOneAfterTheOther() {
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    var first = tallies.send(claiming(2));
    var second = tallies.send(claiming(4).under("key"));
    var other = tallies.send(CountSteps.of(stream, 8));
    store.open();

    assertEquals("1 events to version 3, total 3", first.join());
    assertEquals("claimed by total 3", second.join());
    assertEquals("1 events to version 4, total 11", other.join());
    assertTrue(otherInstance.handle(claiming(4).under("key")).replayed());
  }

  @Test
  void aTakenNameInABatchRefusesItsOwnCommandAlone() {
    otherInstance.body(claiming(1));
    tallies.body(CountSteps.of(stream, 1));
    store.shut();
    tallies.send(CountSteps.of(stream, 1));
    var refused = tallies.send(claiming(2));
    var goesOn = tallies.send(CountSteps.of(stream, 4, 4));
    store.open();

    assertEquals("claimed by total 1", refused.join());
    assertEquals("2 events to version 6, total 11", goesOn.join());
  }

  @Test
  void twoInstancesThatClaimANameAtOnceAcceptOneCommand() {
    tallies.body(CountSteps.of(stream));
    otherInstance.body(CountSteps.of(stream));
    store.shut();
    var here = tallies.send(claiming(1));
    var there = otherInstance.send(claiming(2));
    store.open();

    var accepted = here.join().startsWith("1 events") ? here.join() : there.join();
    var total = accepted.substring("1 events to version 2, ".length());
    assertEquals(Set.of(accepted, "claimed by " + total), Set.of(here.join(), there.join()));
    assertEquals("0 events to version 2, " + total, tallies.body(CountSteps.of(stream)));
  }

  @Test
  void aNameIsClaimedAcrossStreams() {
    var elsewhere = tallies.newTally();
    store.shut();
    var sent =
        Stream.of(stream, elsewhere)
            .map(it -> tallies.send(CountSteps.of(it, 5).claiming(name)))
            .toList();
    store.open();

    assertEquals(
        Set.of("1 events to version 2, total 5", "claimed by total 5"),
        Set.of(sent.get(0).join(), sent.get(1).join()));
    var total =
        Stream.of(stream, elsewhere)
            .mapToLong(it -> get(store.load(it, deadline())).state().total())
            .sum();
    assertEquals(5, total);
  }
}
