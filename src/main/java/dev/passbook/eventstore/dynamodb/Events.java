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
 * Stretches of a stream's events, in whole rows.
 *
 * <p>DynamoDB charges by size, and a row holds one event or many. A limit in rows would read many
 * times what was asked for, so the versions bound what is read: the rows that begin within n
 * versions hold those n events, however many of them share a row. Only the row that reaches into
 * the stretch from outside needs a Query of its own.
 */
final class Events<S, E> {
  /** DynamoDB charges as much for this many plain rows as for one. */
  private static final int PLAIN_ROWS_A_UNIT = 10;

  private final Rows<S, E> rows;

  Events(Rows<S, E> rows) {
    this.rows = rows;
  }

  /** The events after a version, oldest first: at least so many, to the end of the last row. */
  Uni<List<RecordedEvent<E>>> forward(StreamId stream, long after, int limit, Deadline deadline) {
    if (after == Long.MAX_VALUE) {
      return Uni.createFrom().item(List.of());
    }
    var behind = Math.max(0, after);
    // A lost row must not look like the stream's end, which is why a small stretch is looked at a
    // little beyond its end: the limit still bounds what that costs.
    var upTo = behind + Math.min(Math.max(limit, PLAIN_ROWS_A_UNIT), Long.MAX_VALUE - behind);
    return rows.read(Slice.forward(stream, behind + 1, upTo, limit), deadline)
        .chain(page -> withRowAcross(stream, behind, limit, page, deadline))
        .map(page -> within(page, behind + 1, Long.MAX_VALUE));
  }

  /** Adds the row that begins at or before a version and reaches past it, if there is one. */
  private Uni<List<Row<S, E>>> withRowAcross(
      StreamId stream, long after, int limit, List<Row<S, E>> page, Deadline deadline) {
    if (after == 0 || !page.isEmpty() && page.get(0).version() == after + 1) {
      return Uni.createFrom().item(page);
    }
    return page.isEmpty()
        ? pastAllThatBegan(stream, after, limit, deadline)
        : across(stream, after, deadline).map(row -> concat(row, page));
  }

  /** Nothing begins soon after a version: it is the last one, or within a row, or rows are lost. */
  private Uni<List<Row<S, E>>> pastAllThatBegan(
      StreamId stream, long after, int limit, Deadline deadline) {
    return rows.read(Slice.newest(stream, Long.MAX_VALUE, 1), deadline)
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
                    : rows.read(Slice.forward(stream, after + 1, Long.MAX_VALUE, limit), deadline));
  }

  private Uni<List<Row<S, E>>> across(StreamId stream, long version, Deadline deadline) {
    return rows.read(Slice.newest(stream, version, 1), deadline);
  }

  private static <T> List<T> concat(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * Rows that begin before a version, newest first: they hold at least so many events before it.
   */
  Uni<List<RecordedEvent<E>>> backward(StreamId stream, long before, int limit, Deadline deadline) {
    var wayBack = new WayBack<S, E>(stream, before - 1, limit);
    return Loop.until(WayBack::isAtItsEnd, wayBack, way -> further(way, way.next(), deadline))
        .map(way -> reversed(within(way.rows(), 1, Long.MAX_VALUE)));
  }

  private Uni<WayBack<S, E>> further(WayBack<S, E> way, Slice slice, Deadline deadline) {
    return rows.read(slice, deadline).map(older -> way.with(slice, older));
  }

  private static <T> List<T> reversed(List<T> events) {
    var reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return List.copyOf(reversed);
  }

  /** The events of these rows that lie within some versions, oldest first. */
  static <S, E> List<RecordedEvent<E>> within(List<Row<S, E>> page, long from, long to) {
    return page.stream()
        .filter(row -> row.version() <= to && row.lastVersion() >= from)
        .sorted(Comparator.comparingLong(Row<S, E>::version))
        .flatMap(row -> row.events().stream())
        .filter(event -> from <= event.version() && event.version() <= to)
        .toList();
  }
}
