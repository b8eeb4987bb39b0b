package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.stream.Stream;

/**
 * The progress of a read of rows, newest first, and the Query that comes next.
 *
 * <p>Below a version that exists, the range of versions limits the read. Until a row of the stream
 * is found, its newest version is unknown, so the first Query takes few rows.
 *
 * @param upTo the highest version at which the next row may begin
 * @param highest the highest version of an event that is wanted
 * @param wanted how many events are wanted
 * @param last the last Query's range; null before the first Query
 * @param lastWasInVain whether the last Query found no row
 */
record BackwardRead<S, E>(
    StreamId stream,
    List<Row<S, E>> rows,
    long upTo,
    long highest,
    int wanted,
    RowRange last,
    boolean lastWasInVain) {
  /** The number of events assumed in a full row, while no row of the stream is known. */
  private static final int A_FULL_ROW = 20;

  BackwardRead(StreamId stream, long highest, int wanted) {
    this(stream, List.of(), highest, highest, wanted, null, false);
  }

  boolean isAtItsEnd() {
    return upTo < 1 || missing() <= 0 || lastWasInVain && last.from() == 1;
  }

  private long missing() {
    return wanted - found();
  }

  private long found() {
    return rows.stream().mapToLong(this::wantedIn).sum();
  }

  private long wantedIn(Row<S, E> row) {
    return Math.min(highest, row.lastVersion()) - row.version() + 1;
  }

  RowRange next() {
    if (rows.isEmpty()) {
      var isFirst = last == null;
      return isFirst && wanted > 1 && highest < Long.MAX_VALUE - 1
          ? within(wanted)
          : RowRange.newest(stream, upTo, (wanted + A_FULL_ROW - 1) / A_FULL_ROW);
    }
    // If a Query by versions missed events, they are in one row that began before its range.
    var isOneRow = last.from() > 1 || missing() * rows.size() <= found();
    return isOneRow ? RowRange.newest(stream, upTo, 1) : within((int) missing());
  }

  private RowRange within(int versions) {
    return RowRange.backward(stream, upTo - versions + 1, upTo, versions);
  }

  BackwardRead<S, E> with(RowRange slice, List<Row<S, E>> older) {
    var all = Stream.concat(rows.stream(), older.stream()).toList();
    var next = older.isEmpty() ? upTo : older.get(older.size() - 1).version() - 1;
    return new BackwardRead<>(stream, all, next, highest, wanted, slice, older.isEmpty());
  }
}
