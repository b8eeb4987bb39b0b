package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a stream's state from its newest usable snapshot and the events after it.
 *
 * <p>Every row that contains a multiple of the snapshot interval has a snapshot. So the newest
 * rows, as many as the interval, contain a snapshot or the stream's first row, and one Query is
 * enough.
 */
final class StateReader<S, E> {
  private static final int MOST_ROWS = 1_000;

  private final RowReader<S, E> rows;
  private final EventCodec<S, E> codec;
  private final int snapshotInterval;
  private final StoreMetrics metrics;
  private final KnownStates<S> knownStates;

  StateReader(
      RowReader<S, E> rows,
      EventCodec<S, E> codec,
      int snapshotInterval,
      KnownStates<S> knownStates,
      StoreMetrics metrics) {
    this.rows = rows;
    this.codec = codec;
    this.snapshotInterval = snapshotInterval;
    this.knownStates = knownStates;
    this.metrics = metrics;
  }

  /** Returns the current state. */
  Uni<Snapshot<S>> newest(StreamId stream, Deadline deadline) {
    var known = knownStates.of(stream);
    var range = knownStates.firstRange(stream, known);
    return rows.read(range, deadline)
        .chain(
            page ->
                known != null && known.isProvenBy(page)
                    ? Uni.createFrom().item(foldOnto(known.state(), page))
                    : goBack(page, range, deadline));
  }

  /** Folds the rows after a known state. The oldest row is the one in which that state ends. */
  private Snapshot<S> foldOnto(Snapshot<S> known, List<Row<S, E>> newestFirst) {
    checkLast(newestFirst.get(newestFirst.size() - 1), known);
    var now = foldedOnto(known, newestFirst, Long.MAX_VALUE).chained(newestFirst.get(0).chain());
    knownStates.note(newestFirst.get(0), now);
    return now;
  }

  /** If they differ, the next read trusts the table, since the state may be the wrong one. */
  private void checkLast(Row<S, E> row, Snapshot<S> known) {
    try {
      row.match(known.state());
    } catch (UnreadableHistory damaged) {
      knownStates.forget(known.stream());
      throw damaged;
    }
  }

  /** Reads further back than the first Query if that is needed. */
  private Uni<Snapshot<S>> goBack(List<Row<S, E>> page, RowRange first, Deadline deadline) {
    // If no row is left, the table was restored to an earlier state.
    var found =
        page.isEmpty() && first.from() > 1
            ? back(knownStates.firstRange(first.stream(), null), Long.MAX_VALUE, deadline)
            : back(page, first, Long.MAX_VALUE, deadline);
    return found.chain(newestFirst -> mended(first.stream(), newestFirst, deadline));
  }

  /**
   * Reads the state at a version. The range is one of versions, so full rows don't make it longer.
   */
  Uni<Snapshot<S>> at(StreamId stream, long version, Deadline deadline) {
    var withSnapshot = version - version % snapshotInterval;
    var range = RowRange.backward(stream, withSnapshot, version, snapshotInterval);
    return back(range, version, deadline).map(newestFirst -> fold(stream, newestFirst, version));
  }

  /**
   * Reads rows, newest first, back to one whose snapshot is usable at a version, or to the first
   * row.
   */
  private Uni<List<Row<S, E>>> back(RowRange range, long version, Deadline deadline) {
    return rows.read(range, deadline).chain(page -> back(page, range, version, deadline));
  }

  private Uni<List<Row<S, E>>> back(
      List<Row<S, E>> page, RowRange range, long version, Deadline deadline) {
    var found =
        reachesFarEnough(page, version) || page.isEmpty() && range.from() == 1
            ? Uni.createFrom().item(page)
            : furtherBack(new Reading<>(page, page, range, next(range)), version, deadline);
    return found.chain(rows -> withFirst(rows, version, deadline));
  }

  /**
   * Reads the rest of the interval if the first Query was shorter, and otherwise twice the
   * interval.
   */
  private int next(RowRange first) {
    var left = snapshotInterval - first.limit();
    return left > 0 ? left - 1 : 2 * snapshotInterval;
  }

  /**
   * The rows read so far, newest first.
   *
   * @param page the rows of the last Query
   * @param versions how many versions the next Query covers
   */
  private record Reading<S, E>(
      List<Row<S, E>> found, List<Row<S, E>> page, RowRange range, int versions) {

    boolean isAtTheBeginning() {
      return page.isEmpty() && range.from() == 1;
    }

    RowRange next() {
      return page.isEmpty()
          ? RowRange.newest(range.stream(), range.upTo(), 2)
          : RowRange.newest(range.stream(), oldest(page) - 1, rowsOfNext());
    }

    /**
     * If a Query by versions missed events, they are in one row that began before its range.
     * Otherwise, this estimates how many rows hold the versions, if they are as full as the last
     * ones.
     */
    private int rowsOfNext() {
      var events = page.get(0).lastVersion() - oldest(page) + 1;
      return page.size() < range.limit() && oldest(page) > range.from() && range.from() > 1
          ? 1
          : Math.min(MOST_ROWS, 1 + (int) (versions * (long) page.size() / events));
    }

    /** Doubles the versions of each Query, so that a long way back takes few calls. */
    Reading<S, E> with(RowRange read, List<Row<S, E>> older) {
      var all = new ArrayList<>(found);
      all.addAll(older);
      return new Reading<>(all, older, read, Math.min(2 * versions + 1, MOST_ROWS));
    }
  }

  private Uni<List<Row<S, E>>> furtherBack(Reading<S, E> first, long version, Deadline deadline) {
    return Loop.until(
            reading -> reading.isAtTheBeginning() || reachesFarEnough(reading.page(), version),
            first,
            reading -> read(reading, reading.next(), deadline))
        .map(Reading::found);
  }

  private Uni<Reading<S, E>> read(Reading<S, E> reading, RowRange next, Deadline deadline) {
    return rows.read(next, deadline).map(older -> reading.with(next, older));
  }

  private boolean reachesFarEnough(List<Row<S, E>> page, long version) {
    return !page.isEmpty() && (oldest(page) == 1 || withSnapshot(page, version).isPresent());
  }

  /** Adds the stream's first row, if a snapshot lacks data from its event. */
  private Uni<List<Row<S, E>>> withFirst(
      List<Row<S, E>> newestFirst, long version, Deadline deadline) {
    var lacking =
        withSnapshot(newestFirst, version)
            .filter(found -> oldest(newestFirst) > 1 && found.hasEarlierSnapshot());
    return lacking.isEmpty()
        ? Uni.createFrom().item(newestFirst)
        : rows.read(RowRange.forward(lacking.get().stream(), 1, 1, 1), deadline)
            .map(first -> Stream.concat(newestFirst.stream(), first.stream()).toList());
  }

  private static long oldest(List<? extends Row<?, ?>> newestFirst) {
    return newestFirst.get(newestFirst.size() - 1).version();
  }

  /** Finds the row with the newest snapshot that is not past a version. */
  private Optional<Row<S, E>> withSnapshot(List<Row<S, E>> newestFirst, long version) {
    return newestFirst.stream()
        .filter(row -> row.lastVersion() <= version && row.snapshot().isPresent())
        .findFirst();
  }

  private Snapshot<S> complete(Row<S, E> found, List<Row<S, E>> newestFirst) {
    var snapshot = found.snapshot().orElseThrow();
    if (!found.hasEarlierSnapshot() || oldest(newestFirst) > 1) {
      return snapshot;
    }
    var first = newestFirst.get(newestFirst.size() - 1).events().get(0);
    return snapshot.with(codec.complete(snapshot.state(), first.event()));
  }

  private Snapshot<S> fold(StreamId stream, List<Row<S, E>> newestFirst, long version) {
    var base =
        withSnapshot(newestFirst, version)
            .map(found -> complete(found, newestFirst))
            .orElse(Snapshot.none(stream));
    return foldedOnto(base, newestFirst, version);
  }

  private Snapshot<S> foldedOnto(Snapshot<S> state, List<Row<S, E>> newestFirst, long version) {
    var folded = state;
    for (var event : EventReader.within(newestFirst, state.version() + 1, version)) {
      folded = folded.plus(event, codec);
    }
    return folded;
  }

  /**
   * Returns the current state. Adds a snapshot to a stream whose read took more rows than the
   * interval, or its first row as well.
   */
  private Uni<Snapshot<S>> mended(StreamId stream, List<Row<S, E>> newestFirst, Deadline deadline) {
    if (newestFirst.isEmpty()) {
      knownStates.forget(stream);
      return Uni.createFrom().item(Snapshot.none(stream));
    }
    var newest = newestFirst.get(0);
    var now = fold(stream, newestFirst, Long.MAX_VALUE).chained(newest.chain());
    knownStates.note(newest, now);
    var lacks =
        withSnapshot(newestFirst, Long.MAX_VALUE).stream().anyMatch(Row::hasEarlierSnapshot);
    return newestFirst.size() > snapshotInterval || lacks
        ? mend(newest, now, deadline).replaceWith(now)
        : Uni.createFrom().item(now);
  }

  private Uni<Boolean> mend(Row<S, E> newest, Snapshot<S> now, Deadline deadline) {
    metrics.readFurtherBack();
    return rows.putSnapshot(newest, now, deadline).invoke(this::report);
  }

  private void report(boolean mended) {
    if (mended) {
      metrics.mended();
    }
  }
}
