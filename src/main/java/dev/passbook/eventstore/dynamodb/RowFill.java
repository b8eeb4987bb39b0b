package dev.passbook.eventstore.dynamodb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.StreamId;
import java.util.List;

/**
 * Estimates how many of a stream's newest rows a read of its state needs, from the rows that it
 * read last.
 *
 * <p>The rows of a busy stream hold many events, nearly each has a snapshot, and each costs as much
 * as several plain rows. The estimate only saves capacity units. If the rows turn out to be too
 * few, the reader reads further back.
 */
final class RowFill {
  private static final int MOST = 10_000;

  private final int snapshotInterval;
  private final Cache<StreamId, Integer> fewRows =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  RowFill(int snapshotInterval) {
    this.snapshotInterval = snapshotInterval;
  }

  /**
   * Returns the number of rows that surely hold a snapshot, or fewer if fewer held one last time.
   */
  int rowsWorthReading(StreamId stream) {
    var few = fewRows.getIfPresent(stream);
    return few == null ? snapshotInterval : few;
  }

  /**
   * Notes how full the rows are.
   *
   * @param newestFirst the stream's newest rows
   */
  void note(StreamId stream, List<? extends Row<?, ?>> newestFirst) {
    if (newestFirst.isEmpty()) {
      return;
    }
    var events =
        newestFirst.get(0).lastVersion() - newestFirst.get(newestFirst.size() - 1).version() + 1;
    var rows = 2 + (snapshotInterval * (long) newestFirst.size() - 1) / events;
    // If the estimate saves little, one certain call is better than possibly two.
    if (rows * 3 <= snapshotInterval) {
      fewRows.put(stream, (int) rows);
    } else {
      fewRows.invalidate(stream);
    }
  }
}
