package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Checks that planted bugs in the use of the winner's row break the history of a run. */
class PlantedRaceBugsTest {
  private final EventStore<Tally, Counted> store = new InMemoryEventStore<>(new Tally.Codec(1));

  /** Returns a store that gives another state after a lost race. */
  private EventStore<Tally, Counted> with(UnaryOperator<Snapshot<Tally>> bug) {
    return new StandInStore<>(store) {
      @Override
      public Optional<Snapshot<Tally>> stateAfter(VersionConflict lost, Snapshot<Tally> known) {
        return store.stateAfter(lost, known).map(right -> bug.apply(known));
      }
    };
  }

  private Snapshot<Tally> newest(Snapshot<Tally> known) {
    return Tallies.head(store, known.stream());
  }

  /** Returns the first version whose total does not follow on the one before, or 0. */
  private long firstWrong(EventStore<Tally, Counted> used) {
    var simulation =
        new RaceSimulation(used, 4, RaceSimulation.logNormal(Duration.ofMillis(8), 0.3));
    simulation.run(16, Duration.ofSeconds(2));
    var total = 0L;
    for (var event :
        Tallies.get(
            store.readForward(simulation.stream(), 0, Integer.MAX_VALUE, Tallies.deadline()))) {
      total += event.event().by();
      if (event.event().total() != total) {
        return event.version();
      }
    }
    return 0;
  }

  @Test
  void withoutABugTheHistoryIsSound() {
    assertEquals(0, firstWrong(store));
  }

  @Test
  void aRowFoldedAcrossAGapIsCaught() {
    assertNotEquals(
        0, firstWrong(with(known -> newest(known).with(new Tally(known.state().total() + 1)))));
  }

  @Test
  void theRowOfAnotherStreamIsCaught() {
    assertNotEquals(0, firstWrong(with(known -> newest(known).with(new Tally(-1_000)))));
  }

  @Test
  void aStaleStateAtTheWinnersVersionIsCaught() {
    assertNotEquals(0, firstWrong(with(known -> newest(known).with(known.state()))));
  }
}
