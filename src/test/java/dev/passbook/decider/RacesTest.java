package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a command gets if the store fails after another writer has won the race. */
class RacesTest {
  private static final Duration BUDGET = Duration.ofSeconds(4);

  private volatile boolean fails;

  private final StandInStore<Tally, Counted> store =
      new StandInStore<>(new InMemoryEventStore<>(new Tally.Codec(1))) {
        @Override
        public Uni<Committed<Tally>> commit(Commit<Tally, Counted> commit, Deadline deadline) {
          return fails
              ? Uni.createFrom().failure(new VersionConflict("another row stands there"))
              : store.commit(commit, deadline);
        }

        @Override
        public Uni<Snapshot<Tally>> load(StreamId stream, Deadline deadline) {
          return fails ? noResponse(deadline) : store.load(stream, deadline);
        }
      };

  private static <T> Uni<T> noResponse(Deadline deadline) {
    return Uni.createFrom()
        .<T>nothing()
        .ifNoItem()
        .after(deadline.remaining())
        .failWith(new StoreUnavailable("no response", false, null));
  }

  @Test
  void aStoreThatFailsAfterALostRaceIsUnavailable() throws Exception {
    var tallies = new TallyDecider(store);
    var stream = tallies.newTally();
    fails = true;

    var failure =
        tallies
            .send(CountUp.by(1, stream).until(Deadline.in(BUDGET)))
            .handle((body, thrown) -> thrown)
            .get(30, TimeUnit.SECONDS);

    assertFalse(assertInstanceOf(StoreUnavailable.class, failure).outcomeUnknown());
  }
}
