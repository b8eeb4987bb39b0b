package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static dev.passbook.eventstore.Tallies.unchained;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Tally.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The contract that every event store fulfils, whatever it keeps its streams in. */
public abstract class EventStoreContract {
  private static final int EACH = 10;

  protected abstract EventStore<Tally, Counted> store();

  private final StreamId stream = newStream();

  @Test
  void aStreamWithoutEventsHasNoState() {
    assertFalse(load(store(), stream).exists());
    assertEquals(Snapshot.none(stream), get(store().loadVersion(stream, 1, deadline())));
    assertEquals(List.of(), get(store().readForward(stream, 0, 10, deadline())));
    assertEquals(List.of(), get(store().readBackward(stream, Long.MAX_VALUE, 10, deadline())));
  }

  @Test
  void theCurrentStateIncludesEveryCommit() {
    fill(store(), stream, 1, 1, 1);

    assertEquals(state(stream, 3), load(store(), stream));
  }

  @Test
  void anEventComesBackAsItWasRecorded() {
    var command = commit(Snapshot.none(stream), "command", 5, -2);
    get(store().commit(command, deadline()));

    assertEquals(
        command.appends().get(0).events(),
        unchained(get(store().readForward(stream, 0, 10, deadline()))));
  }

  @Test
  void theStateAtEveryVersionIsTheFoldUpToIt() {
    var head = fill(store(), stream, 1, 1, 7, 1, 1, 3, 12, 1, 1, 1, 25, 1, 1).version();

    for (long version = 1; version <= head; version++) {
      assertEquals(state(stream, version), get(store().loadVersion(stream, version, deadline())));
    }
    assertEquals(state(stream, head), get(store().loadVersion(stream, head + 5, deadline())));
    assertEquals(state(stream, head), get(store().loadVersion(stream, Long.MAX_VALUE, deadline())));
  }

  @Test
  void theCurrentStateIsRightAfterEveryCommit() {
    for (var size : new int[] {1, 8, 1, 1, 3, 12, 1, 30, 1}) {
      var head = fill(store(), stream, size);
      assertEquals(head, load(store(), stream));
    }
  }

  @Test
  void everyRangeIsReadInOrderWhereverItBegins() {
    var head = (int) fill(store(), stream, 1, 3, 1, 5, 1).version();

    for (int from = 0; from <= head + 1; from++) {
      for (int limit : new int[] {1, 2, 4, 20}) {
        var forward = versions(get(store().readForward(stream, from, limit, deadline())));
        var backward = versions(get(store().readBackward(stream, from, limit, deadline())));
        assertEquals(upwards(from + 1, Math.min(head, from + limit)), forward);
        assertEquals(downwards(Math.min(head, from - 1), Math.max(1, from - limit)), backward);
      }
    }
  }

  @Test
  void historyCanBeReadPageByPage() {
    var head = fill(store(), stream, 1, 3, 1, 5, 1, 1, 1).version();

    var read = new ArrayList<Long>();
    var page = get(store().readForward(stream, 0, 4, deadline()));
    while (!page.isEmpty()) {
      read.addAll(versions(page));
      page = get(store().readForward(stream, read.get(read.size() - 1), 4, deadline()));
    }
    assertEquals(upwards(1, head), read);
  }

  @Test
  void aCommitWithAnOlderExpectedVersionFails() {
    var old = fill(store(), stream, 1);
    fill(store(), stream, 1);

    assertThrows(VersionConflict.class, () -> apply(commit(old, "late", 100)));
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void aCommitMadeTwiceIsAppliedOnce() {
    var command = commit(fill(store(), stream, 1), "once", 1, 1);

    assertEquals(List.of(), apply(command));
    assertEquals(List.of(), apply(command));
    assertEquals(state(stream, 3), load(store(), stream));
  }

  @Test
  void oneOfManyWritersWithTheSameExpectedVersionWins() throws Exception {
    var known = fill(store(), stream, 1);

    var won = Writers.together(i -> () -> wins(commit(known, "writer-" + i, 1)));

    assertEquals(1, Collections.frequency(won, true));
    assertEquals(state(stream, 2), load(store(), stream));
  }

  @Test
  void writersThatRetryLeaveNoGapInTheVersions() throws Exception {
    Writers.together(i -> () -> countUp(EACH));

    var events = get(store().readForward(stream, 0, 1_000, deadline()));
    assertEquals(upwards(1, Writers.COUNT * EACH), versions(events));
    assertEquals(
        Writers.COUNT * EACH, events.stream().map(RecordedEvent::commandId).distinct().count());
    assertEquals(Writers.COUNT * EACH, load(store(), stream).state().total());
  }

  @Test
  void twoStreamsAreWrittenTogether() {
    var other = newStream();

    apply(both("both", Snapshot.none(stream), Snapshot.none(other)));

    assertEquals(state(stream, 1), load(store(), stream));
    assertEquals(state(other, 1), load(store(), other));
  }

  @Test
  void neitherOfTwoStreamsIsWrittenWhenOneHasAnotherVersion() {
    var other = newStream();
    fill(store(), other, 1);

    var late = both("late", Snapshot.none(stream), Snapshot.none(other));

    assertThrows(VersionConflict.class, () -> apply(late));
    assertEquals(Snapshot.none(stream), load(store(), stream));
    assertEquals(state(other, 1), load(store(), other));
  }

  @Test
  void twoStreamsWrittenTwiceAreWrittenOnce() {
    var other = newStream();
    var command = both("once", Snapshot.none(stream), Snapshot.none(other));

    apply(command);

    assertEquals(List.of(), apply(command));
    assertEquals(state(stream, 1), load(store(), stream));
    assertEquals(state(other, 1), load(store(), other));
  }

  @Test
  void aMarkerIsFoundOnlyUnderItsKey() {
    var key = UUID.randomUUID().toString();

    assertEquals(Optional.empty(), get(store().findMarker(key, deadline())));
    apply(keyed(Snapshot.none(stream), "command", key, 1));

    assertEquals(Optional.of(marker(key, "command")), get(store().findMarker(key, deadline())));
    assertEquals(Optional.empty(), get(store().findMarker(key + "1", deadline())));
  }

  @Test
  void aUsedKeyRejectsTheWholeCommit() {
    var key = UUID.randomUUID().toString();
    apply(keyed(Snapshot.none(stream), "first", key, 1));

    var second = keyed(state(stream, 1), "second", key, 1);

    assertEquals(List.of(marker(key, "first")), apply(second));
    assertEquals(state(stream, 1), load(store(), stream));
  }

  @Test
  void aUsedKeyIsReportedBeforeAVersionConflict() {
    var key = UUID.randomUUID().toString();
    apply(keyed(Snapshot.none(stream), "first", key, 1));

    var retry = keyed(Snapshot.none(stream), "retry", key, 1);

    assertEquals(List.of(marker(key, "first")), apply(retry));
  }

  @Test
  void aVersionConflictLeavesTheKeyFree() {
    var key = UUID.randomUUID().toString();
    fill(store(), stream, 1);

    assertThrows(VersionConflict.class, () -> apply(keyed(Snapshot.none(stream), "late", key, 1)));
    assertEquals(Optional.empty(), get(store().findMarker(key, deadline())));
  }

  @Test
  void aCommitMayHoldOnlyAMarker() {
    var key = UUID.randomUUID().toString();
    var first = onlyMarker(key, "first");

    assertEquals(List.of(), apply(first));
    assertEquals(List.of(), apply(first));
    assertEquals(List.of(marker(key, "first")), apply(onlyMarker(key, "second")));
  }

  @Test
  void oneOfManyRequestsWithTheSameKeyIsApplied() throws Exception {
    var key = UUID.randomUUID().toString();

    var earlier =
        Writers.together(
            i -> () -> apply(keyed(Snapshot.none(newStream()), "writer-" + i, key, 1)));

    assertEquals(1, Collections.frequency(earlier, List.of()));
    assertEquals(2, earlier.stream().distinct().count());
  }

  private List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store().commit(commit, deadline())).standing();
  }

  private static Commit<Tally, Counted> onlyMarker(String key, String commandId) {
    return new Commit<>(List.of(), List.of(marker(key, commandId)));
  }

  private static Commit<Tally, Counted> both(
      String commandId, Snapshot<Tally> one, Snapshot<Tally> other) {
    return new Commit<>(
        List.of(append(one, commandId, null, 1), append(other, commandId, null, 1)), List.of());
  }

  private boolean wins(Commit<Tally, Counted> commit) {
    try {
      return apply(commit).isEmpty();
    } catch (VersionConflict lost) {
      return false;
    }
  }

  private int countUp(int times) {
    int lost = 0;
    for (int done = 0; done < times; ) {
      var won = wins(commit(load(store(), stream), UUID.randomUUID().toString(), 1));
      done += won ? 1 : 0;
      lost += won ? 0 : 1;
    }
    return lost;
  }

  private static List<Long> versions(List<RecordedEvent<Counted>> events) {
    return events.stream().map(RecordedEvent::version).toList();
  }

  private static List<Long> upwards(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<Long> downwards(long from, long to) {
    return LongStream.rangeClosed(to, from).boxed().sorted(Collections.reverseOrder()).toList();
  }
}
