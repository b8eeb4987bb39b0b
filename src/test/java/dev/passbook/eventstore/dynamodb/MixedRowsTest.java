package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that a range holds the requested events, whatever the rows hold, and only whole commits
 * where the method promises so.
 */
class MixedRowsTest {
  private static final int ROWS = 24;
  private static final int RANGES = 60;

  private final EventStore<Tally, Counted> store = TestTable.tallies(10);
  private final StreamId stream = newStream();

  /** The last version of each row. */
  private final List<Long> ends = new ArrayList<>();

  private long fillAtRandom(SplittableRandom random) {
    var sizes = random.ints(ROWS, 0, 3).map(kind -> size(kind, random)).toArray();
    long head = 0;
    for (var size : sizes) {
      head += size;
      ends.add(head);
    }
    fill(store, stream, sizes);
    return head;
  }

  private static int size(int kind, SplittableRandom random) {
    return kind == 0 ? 1 : kind == 1 ? random.nextInt(1, 6) : random.nextInt(15, 31);
  }

  private long endOfRow(long version) {
    return ends.stream().filter(end -> end >= version).findFirst().orElseThrow();
  }

  private long startOfRow(long version) {
    return 1 + ends.stream().filter(end -> end < version).reduce(0L, Math::max);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyRangeHoldsTheRequestedEvents(long seed) {
    var random = new SplittableRandom(seed);
    var head = fillAtRandom(random);

    for (int i = 0; i < RANGES; i++) {
      var from = random.nextLong(0, head + 3);
      var limit = random.nextInt(1, 80);
      var last = Math.min(head, from + limit);
      assertEquals(upwards(from + 1, last), forward(from, limit));
      assertIsInWholeCommits(from + 1, last, commitsForward(from, limit));

      var before = i % 10 == 0 ? Long.MAX_VALUE : random.nextLong(1, head + 40);
      var newest = Math.min(head, before - 1);
      var oldest = Math.max(1, before == Long.MAX_VALUE ? head - limit + 1 : newest - limit + 1);
      assertEquals(downwards(newest, oldest), backward(before, limit));
      var older = new ArrayList<>(commitsBackward(before, limit));
      Collections.reverse(older);
      assertIsInWholeCommits(startOfRow(oldest), newest, older);
      var version = random.nextLong(1, head + 5);
      assertEquals(
          state(stream, Math.min(head, version)),
          get(store.loadVersion(stream, version, deadline())));
    }
    assertEquals(state(stream, head), load(store, stream));
    assertEquals(state(stream, head), load(store, stream));
  }

  /** More events may follow the last one. */
  private void assertIsInWholeCommits(long first, long last, List<Long> versions) {
    if (first > last) {
      assertEquals(List.of(), versions);
      return;
    }
    var from = versions.get(0);
    var to = versions.get(versions.size() - 1);
    assertEquals(upwards(from, to), versions);
    assertTrue(from <= first && to >= endOfRow(last), () -> versions + " from " + first);
    assertTrue(from == first || startOfRow(from) == from);
    assertEquals(endOfRow(to), to);
  }

  /**
   * A missing row must not look like the end of the stream; the reader sees that a version is
   * missing.
   */
  @Test
  void aMissingRowIsNotTheEnd() {
    fill(store, stream, 1, 30, 1, 1);
    TestTable.delete(stream, 2);

    assertEquals(List.of(32L, 33L), forward(1, 5));
    assertEquals(List.of(32L), forward(1, 1));
    assertEquals(List.of(33L, 32L, 1L), backward(34, 5));
    assertEquals(List.of(1L), backward(20, 5));
  }

  @Test
  void theHighestPossibleVersionIsTheEnd() {
    fill(store, stream, 1, 3);

    assertEquals(List.of(), forward(Long.MAX_VALUE, 5));
    assertEquals(List.of(), forward(Long.MAX_VALUE - 1, 5));
    assertEquals(List.of(4L), backward(Long.MAX_VALUE, 1));
    assertEquals(List.of(4L, 3L), backward(Long.MAX_VALUE - 1, 2));
    assertEquals(List.of(), backward(0, 2));
  }

  private List<Long> forward(long after, int limit) {
    return versions(get(store.readForward(stream, after, limit, deadline())));
  }

  private List<Long> backward(long before, int limit) {
    return versions(get(store.readBackward(stream, before, limit, deadline())));
  }

  private List<Long> commitsForward(long after, int limit) {
    return versions(get(store.readCommitsForward(stream, after, limit, deadline())));
  }

  private List<Long> commitsBackward(long before, int limit) {
    return versions(get(store.readCommitsBackward(stream, before, limit, deadline())));
  }

  private static List<Long> versions(List<RecordedEvent<Counted>> events) {
    return events.stream().map(RecordedEvent::version).toList();
  }

  private static List<Long> upwards(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<Long> downwards(long from, long to) {
    var downwards = new ArrayList<>(upwards(to, from));
    Collections.reverse(downwards);
    return downwards;
  }
}
