package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Tally.Counted;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of every event store's contract that is about keyed writes to a stream with events. */
public abstract class KeysContract {
  protected abstract EventStore<Tally, Counted> store();

  protected final StreamId stream = newStream();
  protected final String key = UUID.randomUUID().toString();
  private final String otherKey = UUID.randomUUID().toString();

  @BeforeEach
  void createTheStream() {
    fill(store(), stream, 1);
  }

  protected final List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store().commit(commit, deadline())).standing();
  }

  protected final Optional<Marker> found(String wanted) {
    return get(store().findMarker(wanted, deadline()));
  }

  protected final Commit<Tally, Counted> on(long version, String commandId) {
    return keyed(state(stream, version), commandId, key, 1);
  }

  protected final Commit<Tally, Counted> refusal(String commandId) {
    return new Commit<>(List.of(), List.of(marker(key, commandId)));
  }

  @Test
  void aMarkerIsFoundOnlyUnderItsKey() {
    assertEquals(Optional.empty(), found(key));

    assertEquals(List.of(), apply(on(1, "command")));

    assertEquals(Optional.of(marker(key, "command")), found(key));
    assertEquals(Optional.empty(), found(key + "1"));
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void aRetryGetsTheFirstMarkerWhateverItsVersion() {
    apply(on(1, "first"));
    fill(store(), stream, 1);

    for (long version = 1; version <= 3; version++) {
      assertEquals(List.of(marker(key, "first")), apply(on(version, "retry" + version)));
    }
    assertEquals(List.of(marker(key, "first")), apply(refusal("refused")));
    assertEquals(state(stream, 3), load(store(), stream));
  }

  @Test
  void aVersionConflictLeavesTheKeyFree() {
    fill(store(), stream, 1);

    assertThrows(VersionConflict.class, () -> apply(on(1, "late")));
    assertEquals(Optional.empty(), found(key));

    assertEquals(List.of(), apply(on(2, "late")));
    assertEquals(Optional.of(marker(key, "late")), found(key));
    assertEquals(state(stream, 3), load(store(), stream));
  }

  @Test
  void aRefusalIsRememberedAfterALostRace() {
    fill(store(), stream, 1);
    assertThrows(VersionConflict.class, () -> apply(on(1, "first")));

    assertEquals(List.of(), apply(refusal("first")));

    assertEquals(Optional.of(marker(key, "first")), found(key));
    assertEquals(List.of(marker(key, "first")), apply(on(2, "second")));
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void aUsedKeyRejectsTheWholeCommit() {
    apply(on(1, "first"));
    var second = state(stream, 2);
    var events = keyed(second, "second", key, 1).appends();
    var both = new Commit<>(events, List.of(marker(otherKey, "second"), marker(key, "second")));

    assertEquals(List.of(marker(key, "first")), apply(both));
    assertEquals(Optional.empty(), found(otherKey));
    assertEquals(state(stream, 2), load(store(), stream));

    assertEquals(List.of(), apply(keyed(second, "second", otherKey, 1)));
    assertEquals(Optional.of(marker(otherKey, "second")), found(otherKey));
  }

  @Test
  void aCommitMayHaveSeveralMarkers() {
    var commit =
        new Commit<>(on(1, "one").appends(), List.of(marker(key, "one"), marker(otherKey, "one")));

    assertEquals(List.of(), apply(commit));

    assertEquals(Optional.of(marker(key, "one")), found(key));
    assertEquals(Optional.of(marker(otherKey, "one")), found(otherKey));
  }

  @Test
  void oneOfManyRequestsWithTheSameKeyIsApplied() throws Exception {
    var results = Writers.together(i -> () -> retried("writer-" + i));

    assertEquals(1, Collections.frequency(results, List.of()));
    assertEquals(2, results.stream().distinct().count());
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void anAcceptedAndARefusedRequestWithTheSameKeyAgree() throws Exception {
    var results =
        Writers.together(
            i -> () -> i % 2 == 0 ? retried("writer-" + i) : apply(refusal("writer-" + i)));

    assertEquals(1, Collections.frequency(results, List.of()));
    assertEquals(2, results.stream().distinct().count());
    assertTrue(load(store(), stream).version() <= 2);
  }

  /** Decides again after each lost race, as the decider does. */
  private List<Marker> retried(String commandId) {
    while (true) {
      try {
        return apply(on(load(store(), stream).version(), commandId));
      } catch (VersionConflict lost) {
        // The next state is another one.
      }
    }
  }
}
