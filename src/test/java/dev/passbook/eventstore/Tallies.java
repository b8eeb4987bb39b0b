package dev.passbook.eventstore;

import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Helpers for store tests that create streams and commits and wait for results. */
public final class Tallies {
  public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  /** Only a call that hangs takes this long. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  private Tallies() {}

  public static StreamId newStream() {
    return StreamId.of("tally", UUID.randomUUID());
  }

  public static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  public static <T> T get(Uni<T> answer) {
    return answer.await().atMost(BOUND);
  }

  /** Loads the state without its chain, which depends on ids that the test did not choose. */
  public static Snapshot<Tally> load(EventStore<Tally, Counted> store, StreamId stream) {
    return head(store, stream).chained(null);
  }

  /** Loads the state on which the next commit follows. */
  public static Snapshot<Tally> head(EventStore<Tally, Counted> store, StreamId stream) {
    return get(store.load(stream, deadline()));
  }

  /** Returns one row whose events count up by each of the numbers. */
  public static Append<Tally, Counted> append(
      Snapshot<Tally> before, String commandId, String note, long... numbers) {
    var events = new ArrayList<RecordedEvent<Counted>>();
    var total = before.exists() ? before.state().total() : 0;
    for (var number : numbers) {
      total += number;
      var version = before.version() + 1 + events.size();
      events.add(
          new RecordedEvent<>(
              before.stream(), version, NOON, commandId, null, new Counted(number, total, note)));
    }
    return new Append<>(before, events);
  }

  /** Returns the events as they were before they were stored. */
  public static <E> List<RecordedEvent<E>> unchained(List<RecordedEvent<E>> read) {
    return read.stream().map(Tallies::unchained).toList();
  }

  private static <E> RecordedEvent<E> unchained(RecordedEvent<E> read) {
    return new RecordedEvent<>(
        read.stream(),
        read.version(),
        read.at(),
        read.commandId(),
        read.traceParent(),
        read.actor(),
        read.event());
  }

  public static Commit<Tally, Counted> commit(
      Snapshot<Tally> before, String commandId, long... numbers) {
    return new Commit<>(List.of(append(before, commandId, null, numbers)), List.of());
  }

  public static Commit<Tally, Counted> keyed(
      Snapshot<Tally> before, String commandId, String key, long... numbers) {
    return new Commit<>(
        List.of(append(before, commandId, null, numbers)), List.of(marker(key, commandId)));
  }

  public static Marker marker(String key, String commandId) {
    return new Marker(
        key, "print", commandId, Map.of("Body", "{}"), NOON, NOON.plus(Duration.ofDays(7)));
  }

  /** Writes rows that count up by ones; each size is the number of events in a row. */
  public static Snapshot<Tally> fill(
      EventStore<Tally, Counted> store, StreamId stream, int... rowSizes) {
    var head = head(store, stream);
    for (var size : rowSizes) {
      var next = commit(head, UUID.randomUUID().toString(), ones(size));
      head = get(store.commit(next, deadline())).heads().get(0);
    }
    return head.chained(null);
  }

  /** Returns the state of a stream whose events all count one. */
  public static Snapshot<Tally> state(StreamId stream, long version) {
    return version == 0
        ? Snapshot.none(stream)
        : new Snapshot<>(stream, version, new Tally(version), NOON, NOON);
  }

  public static int[] rows(int count, int size) {
    var sizes = new int[count];
    Arrays.fill(sizes, size);
    return sizes;
  }

  private static long[] ones(int count) {
    var ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
