package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static dev.passbook.eventstore.Tallies.unchained;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Tally.Counted;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The part of every event store's contract that is about streams that a key names. */
public abstract class NamedStreamsContract {
  protected abstract EventStore<Tally, Counted> store();

  protected final StreamId stream = newStream();
  protected final String key = UUID.randomUUID().toString();

  protected final Commit<Tally, Counted> creation(String commandId) {
    return creation(marker(key, commandId));
  }

  protected final Commit<Tally, Counted> creation(Marker marker) {
    var row = append(Snapshot.none(stream), marker.commandId(), null, 1);
    var own = new Append<>(row.expected(), row.events(), Optional.of(marker));
    return new Commit<>(List.of(own), List.of());
  }

  protected final List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store().commit(commit, deadline())).standing();
  }

  protected final Optional<Marker> found() {
    return get(store().findMarker(key, stream, deadline()));
  }

  @Test
  void theFirstRowKeepsTheMarker() {
    assertEquals(Optional.empty(), found());

    assertEquals(List.of(), apply(creation("command")));

    assertEquals(Optional.of(marker(key, "command")), found());
    assertEquals(state(stream, 1), load(store(), stream));
  }

  @Test
  void theMarkerIsNoPartOfTheEvents() {
    var creation = creation("command");

    apply(creation);

    var events = get(store().readForward(stream, 0, 10, deadline()));
    assertEquals(creation.appends().get(0).events(), unchained(events));
  }

  @Test
  void aCommitMadeTwiceIsAppliedOnce() {
    assertEquals(List.of(), apply(creation("command")));
    assertEquals(List.of(), apply(creation("command")));

    assertEquals(state(stream, 1), load(store(), stream));
  }

  @Test
  void aRetryGetsTheFirstMarkerHoweverLongTheStreamIs() {
    apply(creation("first"));
    assertEquals(List.of(marker(key, "first")), apply(creation("retry")));
    fill(store(), stream, 1, 1);

    assertEquals(List.of(marker(key, "first")), apply(creation("another retry")));

    assertEquals(Optional.of(marker(key, "first")), found());
    assertEquals(state(stream, 3), load(store(), stream));
  }

  @Test
  void theMarkerOfAnEarlierReleaseIsFound() {
    apply(new Commit<>(List.of(), List.of(marker(key, "first"))));

    assertEquals(Optional.of(marker(key, "first")), found());
  }

  /** Otherwise a command could take effect twice. */
  @Test
  void aFirstRowWithoutAMarkerIsUnreadable() {
    fill(store(), stream, 1);

    assertThrows(UnreadableHistory.class, () -> apply(creation("command")));
    assertEquals(state(stream, 1), load(store(), stream));
  }

  @Test
  void oneOfManyRequestsWithTheSameKeyIsApplied() throws Exception {
    var results = Writers.together(i -> () -> retried("writer-" + i));

    assertEquals(1, Collections.frequency(results, List.of()));
    assertEquals(2, results.stream().distinct().count());
    assertEquals(state(stream, 1), load(store(), stream));
  }

  /** Decides again after each lost race, as the decider does. */
  private List<Marker> retried(String commandId) {
    while (true) {
      try {
        return apply(creation(commandId));
      } catch (VersionConflict lost) {
        // Another transaction was under way.
      }
    }
  }
}
