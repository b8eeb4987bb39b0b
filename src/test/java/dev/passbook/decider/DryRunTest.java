package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dry run shows what a command would lead to on the newest state, and writes nothing. */
class DryRunTest {
  private final GatedStore store = new GatedStore();
  private final TallyDecider tallies = new TallyDecider(store);
  private final StreamId stream = tallies.newTally();

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  @AfterEach
  void nothingIsWritten() {
    assertEquals(List.of(), store.takeCommits());
  }

  @Test
  void anAcceptedCommandShowsWhatWouldBe() {
    assertEquals("2 events to version 3, total 3", tallies.dryRun(CountSteps.of(stream, 1, 2)));
    assertEquals("2 events to version 3, total 3", tallies.dryRun(CountSteps.of(stream, 1, 2)));
    assertEquals(2, store.takeLoads());
  }

  @Test
  void aRefusalIsShownAsItWouldBe() {
    assertEquals("too much", tallies.dryRun(CountSteps.of(stream, 101)));
    assertEquals("no tally", tallies.dryRun(CountSteps.of(Tallies.newStream(), 1)));
    assertEquals("at version 1", tallies.dryRun(CountUp.by(1, stream).atVersion(2)));
    assertEquals(
        "long ago",
        tallies.dryRun(
            CountSteps.of(stream, 101)
                .refusedFor(() -> Uni.createFrom().item(CountSteps.refusal("long ago")))));
  }

  @Test
  void aCommandWithoutEventsIsShownAsItWouldBe() {
    assertEquals("0 events to version 1, total 0", tallies.dryRun(CountSteps.of(stream)));
  }

  @Test
  void theOpeningOfAStreamReadsNothing() {
    assertEquals("total 0", tallies.dryRun(CountUp.by(0, Tallies.newStream())));
    assertEquals(0, store.takeLoads());
  }

  @Test
  void theStateIsTheNewestOne() {
    tallies.body(CountSteps.of(stream, 1));
    new TallyDecider(store).body(CountSteps.of(stream, 2));
    store.takeCommits();

    assertEquals("1 events to version 4, total 7", tallies.dryRun(CountSteps.of(stream, 4)));
  }

  @Test
  void aTakenNameIsShownAndAFreeOneIsNotTaken() {
    var claiming = CountSteps.of(stream, 1).claiming("dry-" + stream.value());

    assertEquals("1 events to version 2, total 1", tallies.dryRun(claiming));
    assertEquals("1 events to version 2, total 1", tallies.body(claiming));
    store.takeCommits();
    assertEquals("claimed by total 1", tallies.dryRun(claiming));
  }

  /** Notes the reasons of the refusals. */
  private record Refusals(List<String> reasons) implements DeciderMetrics {
    @Override
    public void batch(int commands) {}

    @Override
    public void state(boolean cached) {}

    @Override
    public void declined(String reason) {
      reasons.add(reason);
    }

    @Override
    public void replayed() {}
  }

  @Test
  void onlyARealRefusalIsCounted() {
    var refusals = new Refusals(new ArrayList<>());
    var counted = new TallyDecider(store, refusals);

    counted.dryRun(CountSteps.of(stream, 101));
    assertEquals(List.of(), refusals.reasons());
    counted.body(CountSteps.of(stream, 101));
    assertEquals(List.of("TOO_MUCH"), refusals.reasons());
  }
}
