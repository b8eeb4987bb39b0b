package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads events of a stream in whole rows.
 *
 * <p>DynamoDB charges by size, and a row may hold many events. With a limit in rows alone, a read
 * could cost many times what the caller needs, so a range of versions limits it: the rows that
 * begin within n versions hold those n events. Only a row that begins before the range and reaches
 * into it needs a Query of its own.
 */
final class EventReader<S, E> {
  /** DynamoDB charges as much for this many plain rows as for one. */
  private static final int PLAIN_ROWS_A_UNIT = 10;

  private final RowReader<S, E> rows;

  EventReader(RowReader<S, E> rows) {
    this.rows = rows;
  }

  /**
   * Reads the events after a version, oldest first, at least so many, to the end of the last row.
   */
  Uni<List<RecordedEvent<E>>> forward(StreamId stream, long after, int limit, Deadline deadline) {
    if (after == Long.MAX_VALUE) {
      return Uni.createFrom().item(List.of());
    }
    var behind = Math.max(0, after);
    // A lost row must not look like the stream's end, so a short read looks a little further. The
    // limit still bounds its cost.
    var upTo = behind + Math.min(Math.max(limit, PLAIN_ROWS_A_UNIT), Long.MAX_VALUE - behind);
    return rows.read(RowRange.forward(stream, behind + 1, upTo, limit), deadline)
        .chain(page -> withRowAcross(stream, behind, limit, page, deadline))
        .map(page -> within(page, behind + 1, Long.MAX_VALUE));
  }

  /** Adds the row that begins at or before a version and reaches past it, if there is one. */
  private Uni<List<Row<S, E>>> withRowAcross(
      StreamId stream, long after, int limit, List<Row<S, E>> page, Deadline deadline) {
    if (!page.isEmpty() && (after == 0 || page.get(0).version() == after + 1)) {
      return Uni.createFrom().item(page);
    }
    if (!page.isEmpty()) {
      return across(stream, after, deadline).map(row -> concat(row, page));
    }
    return after == 0
        ? rows.read(RowRange.forward(stream, 1, Long.MAX_VALUE, limit), deadline)
        : whereNoRowBegins(stream, after, limit, deadline);
  }

  /**
   * No row begins soon after the version. Either it is the last version, or it lies within a row,
   * or rows are lost.
   */
  private Uni<List<Row<S, E>>> whereNoRowBegins(
      StreamId stream, long after, int limit, Deadline deadline) {
    return rows.read(RowRange.newest(stream, Long.MAX_VALUE, 1), deadline)
        .chain(
            newest ->
                newest.isEmpty() || newest.get(0).version() <= after
                    ? Uni.createFrom().item(newest)
                    : withinARow(stream, after, limit, deadline));
  }

  private Uni<List<Row<S, E>>> withinARow(
      StreamId stream, long after, int limit, Deadline deadline) {
    return across(stream, after, deadline)
        .chain(
            row ->
                row.stream().anyMatch(each -> each.lastVersion() > after)
                    ? Uni.createFrom().item(row)
                    : rows.read(
                        RowRange.forward(stream, after + 1, Long.MAX_VALUE, limit), deadline));
  }

  private Uni<List<Row<S, E>>> across(StreamId stream, long version, Deadline deadline) {
    return rows.read(RowRange.newest(stream, version, 1), deadline);
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * Reads the rows that begin before a version, newest first. They hold at least so many events
   * before it.
   */
  Uni<List<RecordedEvent<E>>> backward(StreamId stream, long before, int limit, Deadline deadline) {
    var wayBack = new BackwardRead<S, E>(stream, before - 1, limit);
    return Loop.until(BackwardRead::isAtItsEnd, wayBack, way -> further(way, way.next(), deadline))
        .map(way -> reversed(within(way.rows(), 1, Long.MAX_VALUE)));
  }

  private Uni<BackwardRead<S, E>> further(
      BackwardRead<S, E> way, RowRange slice, Deadline deadline) {
    return rows.read(slice, deadline).map(older -> way.with(slice, older));
  }

  private static <T> List<T> reversed(List<T> events) {
    var reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }

  /** Returns the events in these rows within a range of versions, oldest first. */
  static <S, E> List<RecordedEvent<E>> within(List<Row<S, E>> page, long from, long to) {
    return page.stream()
        .filter(row -> row.version() <= to && row.lastVersion() >= from)
        .sorted(Comparator.comparingLong(Row<S, E>::version))
        .flatMap(row -> row.events().stream())
        .filter(event -> from <= event.version() && event.version() <= to)
        .toList();
  }
}
