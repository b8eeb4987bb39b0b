package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.NOON;
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

/** The part of every event store's contract that is about claims and actors. */
public abstract class ClaimsContract {
  protected abstract EventStore<Tally, Counted> store();

  private final StreamId stream = newStream();
  private final String name = "claim-" + UUID.randomUUID();
  private final String key = UUID.randomUUID().toString();

  private Claim claim(String commandId) {
    return new Claim(name, commandId, "what " + commandId + " did", NOON);
  }

  private Commit<Tally, Counted> claiming(Snapshot<Tally> before, String commandId) {
    return claiming(before, commandId, List.of());
  }

  private Commit<Tally, Counted> claiming(
      Snapshot<Tally> before, String commandId, List<Marker> markers) {
    return new Commit<>(
        List.of(append(before, commandId, null, 1)), markers, List.of(claim(commandId)));
  }

  private List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store().commit(commit, deadline())).standing();
  }

  private Optional<Claim> standing() {
    return get(store().findClaim(name, deadline()));
  }

  @Test
  void aClaimIsFoundOnlyUnderItsName() {
    assertEquals(Optional.empty(), standing());

    assertEquals(List.of(), apply(claiming(Snapshot.none(stream), "first")));

    assertEquals(Optional.of(claim("first")), standing());
    assertEquals(Optional.empty(), get(store().findClaim(name + "1", deadline())));
    assertEquals(state(stream, 1), load(store(), stream));
  }

  @Test
  void aTakenNameRejectsTheWholeCommitAndSaysWhatStands() {
    apply(claiming(Snapshot.none(stream), "first"));
    var other = newStream();

    var taken =
        assertThrows(ClaimTaken.class, () -> apply(claiming(Snapshot.none(other), "second")));

    assertEquals(List.of(claim("first")), taken.standing());
    assertEquals(Snapshot.none(other), load(store(), other));
    assertEquals(Optional.of(claim("first")), standing());
  }

  @Test
  void aCommitWithAClaimMadeTwiceIsAppliedOnce() {
    var command = claiming(fill(store(), stream, 1), "once");

    assertEquals(List.of(), apply(command));
    assertEquals(List.of(), apply(command));
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void aUsedKeyIsReportedBeforeATakenName() {
    apply(claiming(Snapshot.none(stream), "first", List.of(marker(key, "first"))));

    var retry = claiming(state(stream, 1), "retry", List.of(marker(key, "retry")));

    assertEquals(List.of(marker(key, "first")), apply(retry));
  }

  @Test
  void aTakenNameIsReportedBeforeAVersionConflict() {
    apply(claiming(Snapshot.none(stream), "first"));

    assertThrows(ClaimTaken.class, () -> apply(claiming(Snapshot.none(stream), "second")));
  }

  @Test
  void aVersionConflictLeavesTheNameFree() {
    fill(store(), stream, 1);

    assertThrows(VersionConflict.class, () -> apply(claiming(Snapshot.none(stream), "late")));
    assertEquals(Optional.empty(), standing());
  }

  @Test
  void aTakenNameLeavesTheKeyFree() {
    apply(claiming(Snapshot.none(stream), "first"));

    var second = claiming(state(stream, 1), "second", List.of(marker(key, "second")));

    assertThrows(ClaimTaken.class, () -> apply(second));
    assertEquals(Optional.empty(), get(store().findMarker(key, deadline())));
  }

  @Test
  void oneOfManyWritersThatClaimANameWins() throws Exception {
    var won =
        Writers.together(i -> () -> wins(claiming(Snapshot.none(newStream()), "writer-" + i)));

    assertEquals(1, Collections.frequency(won, true));
  }

  private boolean wins(Commit<Tally, Counted> commit) {
    try {
      return apply(commit).isEmpty();
    } catch (ClaimTaken lost) {
      return false;
    } catch (VersionConflict lost) {
      // Another transaction on the name was under way.
      return wins(commit);
    }
  }

  @Test
  void theActorComesBackWithTheEventAndSoDoesItsAbsence() {
    var actor = new Actor("ada", "holder");
    var events =
        List.of(
            new RecordedEvent<>(stream, 1, NOON, "command", null, actor, new Counted(1, 1, null)),
            new RecordedEvent<>(stream, 2, NOON, "command", null, null, new Counted(1, 2, null)));
    apply(new Commit<>(List.of(new Append<>(Snapshot.none(stream), events)), List.of()));

    assertEquals(events, unchained(get(store().readForward(stream, 0, 10, deadline()))));
    assertEquals(state(stream, 2), load(store(), stream));
  }
}
