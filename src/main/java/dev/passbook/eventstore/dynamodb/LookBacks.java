package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.StreamId;
import java.util.List;

/**
 * Remembers the look-back of each stream: how far back the first Query of its state reads.
 *
 * <p>The Query ends at the row where this process last saw the newest snapshot, since no older row
 * is needed. It is also limited in rows. The newest rows, as many as the interval, surely hold a
 * snapshot. The rows of a busy stream hold many events, nearly each has a snapshot, and each costs
 * as much as several plain rows, so fewer of them are enough.
 *
 * <p>A look-back may be out of date. It only saves capacity units and time, because the Query
 * always begins at the newest row. If its rows turn out to be too few, the reader reads further
 * back.
 */
final class LookBacks {
  /** An entry takes about a quarter of a kilobyte. */
  private static final int MOST = 20_000;

  private final int snapshotInterval;
  private final Cache<StreamId, LookBack> lookBacks =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /**
   * @param from the version of the oldest row that is needed
   * @param rows the most rows that are worth reading
   */
  private record LookBack(long from, int rows) {}

  LookBacks(int snapshotInterval) {
    this.snapshotInterval = snapshotInterval;
  }

  /** Returns the range of the first Query. */
  RowRange of(StreamId stream) {
    var lookBack = lookBacks.getIfPresent(stream);
    return lookBack == null
        ? unknown(stream)
        : RowRange.backward(stream, lookBack.from(), Long.MAX_VALUE, lookBack.rows());
  }

  /** Returns the range of the first Query of a stream that this process does not know. */
  RowRange unknown(StreamId stream) {
    return RowRange.newest(stream, Long.MAX_VALUE, snapshotInterval);
  }

  /**
   * Notes what a read of the state found.
   *
   * @param newestFirst the stream's newest rows
   */
  void read(StreamId stream, List<? extends Row<?, ?>> newestFirst) {
    if (newestFirst.isEmpty()) {
      lookBacks.invalidate(stream);
      return;
    }
    var newest = newestFirst.get(0);
    var rows = rowsWorthReading(newest.lastVersion() - newest.version() + 1);
    note(stream, new LookBack(rowWithSnapshot(newestFirst), rows));
  }

  private static long rowWithSnapshot(List<? extends Row<?, ?>> newestFirst) {
    return newestFirst.stream()
        .filter(row -> row.snapshot().isPresent())
        .mapToLong(Row::version)
        .findFirst()
        .orElse(1);
  }

  /** Returns how many rows hold a snapshot, if they are as full as the newest one. */
  private int rowsWorthReading(long events) {
    var rows = 2 + (snapshotInterval - 1) / events;
    // If this saves little, one certain call is better than possibly two.
    return rows * 3 <= snapshotInterval ? (int) rows : snapshotInterval;
  }

  /** Notes a row that this process has written. */
  void written(RowFormat.Written<?> row) {
    if (row.item().containsKey(SNAPSHOT)) {
      var version = Long.parseLong(row.item().get(VERSION).n());
      var rows = rowsWorthReading(row.head().version() - version + 1);
      note(row.head().stream(), new LookBack(version, rows));
    }
  }

  private void note(StreamId stream, LookBack lookBack) {
    if (!lookBack.equals(lookBacks.getIfPresent(stream))) {
      lookBacks.put(stream, lookBack);
    }
  }
}
