package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.NOON;
import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Tally.Counted;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of every event store's contract that is about the chain of a stream's rows. */
public abstract class ChainContract {
  protected abstract EventStore<Tally, Counted> store();

  private final StreamId stream = newStream();

  private Snapshot<Tally> applied(Commit<Tally, Counted> commit) {
    return get(store().commit(commit, deadline())).heads().get(0);
  }

  /** Returns the chain after rows that each count these numbers under the command id "c". */
  private static Chain chain(StreamId stream, int[]... rows) {
    var chain = Chain.beginning(stream, 0);
    var total = 0L;
    var version = 1L;
    for (var numbers : rows) {
      var totals = new long[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        total += numbers[i];
        totals[i] = total;
      }
      var events =
          IntStream.range(0, numbers.length).mapToObj(i -> event(numbers[i], totals[i])).toList();
      chain = chain.next(stream, version, Timestamp.format(NOON), events);
      version += numbers.length;
    }
    return chain;
  }

  private static Map<String, Object> event(long by, long total) {
    return Map.of("Type", "Counted", "CommandId", "c", "By", by, "Total", total);
  }

  @Test
  void aStreamWithoutEventsHasNoChain() {
    assertEquals(null, head(store(), stream).chain());
  }

  @Test
  void eachRowFollowsOnTheOneBefore() {
    var first = applied(commit(Snapshot.none(stream), "c", 5));
    var second = applied(commit(first, "c", -2, 7, 1));
    var third = applied(commit(head(store(), stream), "c", 3));

    assertEquals(chain(stream, new int[] {5}), first.chain());
    assertEquals(chain(stream, new int[] {5}, new int[] {-2, 7, 1}), second.chain());
    assertEquals(chain(stream, new int[] {5}, new int[] {-2, 7, 1}, new int[] {3}), third.chain());
  }

  @Test
  void aCommitReturnsTheStateThatIsReadAfterwards() {
    var head = Snapshot.<Tally>none(stream);
    for (int i = 1; i <= 25; i++) {
      head = applied(commit(head, UUID.randomUUID().toString(), 1, 2));
      assertEquals(head, head(store(), stream));
    }
  }

  @Test
  void theLastEventOfACommitTellsItsChain() {
    var first = applied(commit(Snapshot.none(stream), "c", 5));
    var second = applied(commit(first, "c", -2, 7, 1));

    var read = get(store().readForward(stream, 0, 10, deadline()));

    assertEquals(
        Arrays.asList(first.chain(), null, null, second.chain()),
        read.stream().map(RecordedEvent::chain).toList());
  }

  @Test
  void theSameCommitHasTheSameChain() {
    var command = commit(Snapshot.none(stream), "once", 1);

    assertEquals(applied(command), applied(command));
    assertEquals(applied(command), head(store(), stream));
  }

  @Test
  void everyStreamOfACommitHasItsOwnChain() {
    var other = newStream();
    var appends =
        List.of(
            append(Snapshot.<Tally>none(stream), "c", null, 1),
            append(Snapshot.<Tally>none(other), "c", null, 1));

    var heads = get(store().commit(new Commit<>(appends, List.of()), deadline())).heads();

    assertEquals(chain(stream, new int[] {1}), heads.get(0).chain());
    assertEquals(chain(other, new int[] {1}), heads.get(1).chain());
    assertEquals(heads, List.of(head(store(), stream), head(store(), other)));
  }

  @Test
  void aKeyedCommitHasTheSameChain() {
    var key = UUID.randomUUID().toString();

    assertEquals(
        chain(stream, new int[] {4}), applied(keyed(Snapshot.none(stream), "c", key, 4)).chain());
  }

  @Test
  void aUsedKeyLeadsToNoState() {
    var key = UUID.randomUUID().toString();
    var first = applied(keyed(Snapshot.none(stream), "first", key, 1));

    var second = get(store().commit(keyed(first, "second", key, 1), deadline()));

    assertEquals(List.of(), second.heads());
    assertEquals(first, head(store(), stream));
  }

  @Test
  void theActorCountsAndTheTraceDoesNot() {
    var traced = recorded("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);
    var byAnActor = recorded(null, new Actor("olga", "operator"));
    var members = new HashMap<>(event(1, 1));

    assertEquals(chainOf(stream, members), applied(traced).chain());

    members.putAll(Map.of("Actor", "olga", "ActorRole", "operator"));
    assertEquals(chainOf(other, members), applied(byAnActor).chain());
  }

  private final StreamId other = newStream();

  private Commit<Tally, Counted> recorded(String traceParent, Actor actor) {
    var none = Snapshot.<Tally>none(actor == null ? stream : other);
    var event =
        new RecordedEvent<>(
            none.stream(), 1, NOON, "c", traceParent, actor, new Counted(1, 1, null));
    return new Commit<>(List.of(new Append<>(none, List.of(event))), List.of());
  }

  private static Chain chainOf(StreamId stream, Map<String, Object> members) {
    return Chain.beginning(stream, 0).next(stream, 1, Timestamp.format(NOON), List.of(members));
  }

  @Test
  void whoLosesARaceFollowsOnTheWinner() {
    var known = applied(commit(Snapshot.none(stream), "c", 1));
    var winner = applied(commit(known, "c", 2));

    assertThrows(VersionConflict.class, () -> applied(commit(known, "late", 3)));
    var later = applied(commit(head(store(), stream), "c", 3));

    assertNotEquals(winner.chain(), later.chain());
    assertEquals(chain(stream, new int[] {1}, new int[] {2}, new int[] {3}), later.chain());
  }

  @Test
  void theChainOfManyWritersHasNoBreak() throws Exception {
    Writers.together(i -> () -> countUp(i));

    var events = get(store().readForward(stream, 0, 1_000, deadline()));
    var chain = Chain.beginning(stream, 0);
    for (var event : events) {
      var members = new HashMap<>(event(1, event.version()));
      members.put("CommandId", event.commandId());
      chain = chain.next(stream, event.version(), Timestamp.format(NOON), List.of(members));
    }
    assertEquals(chain, head(store(), stream).chain());
  }

  private long countUp(int writer) {
    for (int done = 0; done < 5; ) {
      try {
        applied(commit(head(store(), stream), writer + "-" + done, 1));
        done++;
      } catch (VersionConflict lost) {
        continue;
      }
    }
    return writer;
  }

  @Test
  void aStateAtAnEarlierVersionHasNoChainToFollowOn() {
    fill(store(), stream, 1, 1, 1);

    assertEquals(null, get(store().loadVersion(stream, 2, deadline())).chain());
  }
}
