package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Tally.Counted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks what every event store knows about the commit that won a race. */
public abstract class RacesContract {
  protected abstract EventStore<Tally, Counted> store();

  private final StreamId stream = newStream();

  private Snapshot<Tally> known(int events) {
    fill(store(), stream, events);
    return head(store(), stream);
  }

  private VersionConflict lose(Snapshot<Tally> known) {
    return assertThrows(
        VersionConflict.class, () -> get(store().commit(commit(known, "late", 100), deadline())));
  }

  @Test
  void aLostRaceShowsTheStateAfterTheWinner() {
    var known = known(2);
    fill(store(), stream, 3);

    assertEquals(Optional.of(head(store(), stream)), store().stateAfter(lose(known), known));
  }

  @Test
  void aCommitFollowsOnThatState() {
    var known = known(1);
    fill(store(), stream, 2);
    var after = store().stateAfter(lose(known), known).orElseThrow();

    var heads = get(store().commit(commit(after, "next", 5), deadline())).heads();

    assertEquals(heads.get(0), head(store(), stream));
    assertEquals(8, heads.get(0).state().total());
  }

  @Test
  void onlyTheWinnersOwnCommitIsFolded() {
    var known = known(1);
    fill(store(), stream, 2);
    var next = head(store(), stream);
    fill(store(), stream, 4);

    assertEquals(Optional.of(next), store().stateAfter(lose(known), known));
  }

  @Test
  void aStateThatTheWinnerDoesNotFollowOnMustBeLoaded() {
    var first = known(1);
    var second = known(1);
    fill(store(), stream, 1);
    var third = head(store(), stream);
    var lost = lose(second);

    assertEquals(Optional.empty(), store().stateAfter(lost, first));
    assertEquals(Optional.empty(), store().stateAfter(lost, third));
  }

  @Test
  void theWinnerInAnotherStreamTellsNothing() {
    var known = known(1);
    fill(store(), stream, 1);
    var other = newStream();
    fill(store(), other, 1);

    assertEquals(Optional.empty(), store().stateAfter(lose(known), head(store(), other)));
  }

  @Test
  void aConflictWithoutARowTellsNothing() {
    var known = known(1);

    assertEquals(Optional.empty(), store().stateAfter(new VersionConflict("unknown"), known));
  }
}
