package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A stream's state: its newest usable snapshot, and the events after that.
 *
 * <p>The row in which a multiple of the snapshot interval falls carries a snapshot, so the newest
 * that many rows hold one or the stream's beginning: a state is one Query, newest first.
 */
final class States<S, E> {
  private static final int MOST_ROWS = 1_000;

  private final Rows<S, E> rows;
  private final EventCodec<S, E> codec;
  private final int snapshotInterval;
  private final StoreFigures figures;
  private final Fullness fullness;

  States(Rows<S, E> rows, EventCodec<S, E> codec, int snapshotInterval, StoreFigures figures) {
    this.rows = rows;
    this.codec = codec;
    this.snapshotInterval = snapshotInterval;
    this.figures = figures;
    this.fullness = new Fullness(snapshotInterval);
  }

  Uni<Snapshot<S>> newest(StreamId stream, Deadline deadline) {
    var limit = fullness.rowsWorthReading(stream);
    var slice = Slice.newest(stream, Long.MAX_VALUE, limit);
    return back(slice, page -> fullness.note(stream, page), Long.MAX_VALUE, deadline)
        .chain(newestFirst -> mended(stream, newestFirst, deadline));
  }

  /** Between a version and the snapshot before it there are as many events as versions. */
  Uni<Snapshot<S>> at(StreamId stream, long version, Deadline deadline) {
    var withSnapshot = version - version % snapshotInterval;
    var slice = Slice.backward(stream, withSnapshot, version, snapshotInterval);
    return back(slice, page -> {}, version, deadline)
        .map(newestFirst -> fold(stream, newestFirst, version));
  }

  /** Rows, newest first, back to one with a snapshot usable at a version or to the beginning. */
  private Uni<List<Row<S, E>>> back(
      Slice slice, Consumer<List<Row<S, E>>> first, long version, Deadline deadline) {
    return rows.read(slice, deadline)
        .invoke(first)
        .chain(
            page ->
                reachesFarEnough(page, version) || page.isEmpty() && slice.from() == 1
                    ? Uni.createFrom().item(page)
                    : furtherBack(new Reading<>(page, page, slice, next(slice)), version, deadline))
        .chain(found -> withFirst(found, version, deadline));
  }

  /** After fewer rows than the interval what is left of them, else twice as many. */
  private int next(Slice first) {
    var left = snapshotInterval - first.limit();
    return left > 0 ? left - 1 : 2 * snapshotInterval;
  }

  /**
   * Rows that were read so far, newest first.
   *
   * @param page the last of them, as one Query gave them
   * @param versions how many the next look takes in
   */
  private record Reading<S, E>(
      List<Row<S, E>> found, List<Row<S, E>> page, Slice slice, int versions) {

    boolean isAtTheBeginning() {
      return page.isEmpty() && slice.from() == 1;
    }

    Slice next() {
      return page.isEmpty()
          ? Slice.newest(slice.stream(), slice.upTo(), 2)
          : Slice.newest(slice.stream(), oldest(page) - 1, rowsWorthALook());
    }

    /**
     * What a look within versions left out is the rest of one row, which began before them. Else as
     * many rows as hold the versions, if they are as full as the last ones.
     */
    private int rowsWorthALook() {
      var events = page.get(0).lastVersion() - oldest(page) + 1;
      return oldest(page) > slice.from() && slice.from() > 1
          ? 1
          : Math.min(MOST_ROWS, 1 + (int) (versions * (long) page.size() / events));
    }

    /** Twice as many versions at a time, so that a long way back takes few calls. */
    Reading<S, E> with(Slice read, List<Row<S, E>> older) {
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

  private Uni<Reading<S, E>> read(Reading<S, E> reading, Slice next, Deadline deadline) {
    return rows.read(next, deadline).map(older -> reading.with(next, older));
  }

  private boolean reachesFarEnough(List<Row<S, E>> page, long version) {
    return !page.isEmpty() && (oldest(page) == 1 || withSnapshot(page, version).isPresent());
  }

  /** Adds the stream's first row, if a snapshot lacks what that tells. */
  private Uni<List<Row<S, E>>> withFirst(
      List<Row<S, E>> newestFirst, long version, Deadline deadline) {
    var lacking =
        withSnapshot(newestFirst, version)
            .filter(found -> oldest(newestFirst) > 1 && found.hasEarlierSnapshot());
    return lacking.isEmpty()
        ? Uni.createFrom().item(newestFirst)
        : rows.read(Slice.forward(lacking.get().stream(), 1, 1, 1), deadline)
            .map(first -> Stream.concat(newestFirst.stream(), first.stream()).toList());
  }

  private static long oldest(List<? extends Row<?, ?>> newestFirst) {
    return newestFirst.get(newestFirst.size() - 1).version();
  }

  /** The row of the newest snapshot that tells nothing of what came after a version. */
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
    var state =
        withSnapshot(newestFirst, version)
            .map(found -> complete(found, newestFirst))
            .orElse(Snapshot.none(stream));
    for (var event : Events.within(newestFirst, state.version() + 1, version)) {
      state = state.plus(event, codec);
    }
    return state;
  }

  /** The state now. A stream that took more than the interval's rows gets a snapshot of today. */
  private Uni<Snapshot<S>> mended(StreamId stream, List<Row<S, E>> newestFirst, Deadline deadline) {
    var now = fold(stream, newestFirst, Long.MAX_VALUE);
    return newestFirst.size() > snapshotInterval
        ? mend(newestFirst.get(0), now, deadline).replaceWith(now)
        : Uni.createFrom().item(now);
  }

  private Uni<Boolean> mend(Row<S, E> newest, Snapshot<S> now, Deadline deadline) {
    figures.readFurtherBack();
    return rows.putSnapshot(newest, now, deadline).invoke(this::tell);
  }

  private void tell(boolean mended) {
    if (mended) {
      figures.mended();
    }
  }
}
