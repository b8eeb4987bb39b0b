package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far a stretch has been read, newest first, and what is read next.
 *
 * <p>Below a version that exists, versions bound what is read. The newest one is not known before a
 * row of the stream is, so the first rows are few there.
 *
 * @param upTo the highest version at which the next row may begin
 * @param highest the highest version of an event that is wanted
 * @param wanted how many events are wanted
 * @param last what was read last; null before the first look
 * @param lastWasInVain whether that found no row
 */
record WayBack<S, E>(
    StreamId stream,
    List<Row<S, E>> rows,
    long upTo,
    long highest,
    int wanted,
    Slice last,
    boolean lastWasInVain) {
  /** How many events a full row holds, while nothing of the stream is known. */
  private static final int A_FULL_ROW = 20;

  WayBack(StreamId stream, long highest, int wanted) {
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

  Slice next() {
    if (rows.isEmpty()) {
      var isFirst = last == null;
      return isFirst && wanted > 1 && highest < Long.MAX_VALUE - 1
          ? within(wanted)
          : Slice.newest(stream, upTo, (wanted + A_FULL_ROW - 1) / A_FULL_ROW);
    }
    // What a look within versions left out is the rest of one row, which began before them.
    var isOneRow = last.from() > 1 || missing() * rows.size() <= found();
    return isOneRow ? Slice.newest(stream, upTo, 1) : within((int) missing());
  }

  private Slice within(int versions) {
    return Slice.backward(stream, upTo - versions + 1, upTo, versions);
  }

  WayBack<S, E> with(Slice slice, List<Row<S, E>> older) {
    var all = Stream.concat(rows.stream(), older.stream()).toList();
    var next = older.isEmpty() ? upTo : older.get(older.size() - 1).version() - 1;
    return new WayBack<>(stream, all, next, highest, wanted, slice, older.isEmpty());
  }
}
