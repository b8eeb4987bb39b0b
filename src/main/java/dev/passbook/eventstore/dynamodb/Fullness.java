package dev.passbook.eventstore.dynamodb;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.StreamId;
import java.util.List;

/**
 * How many of a stream's newest rows are worth reading for its state, as its rows were when they
 * were last read.
 *
 * <p>A busy stream's rows hold many events, a snapshot in nearly each of them, and are charged for
 * like several plain ones. What is noted here saves units and proves nothing: a state is read
 * further back if the rows turn out to be too few.
 */
final class Fullness {
  private static final int MOST = 10_000;

  private final int snapshotInterval;
  private final Cache<StreamId, Integer> fewRows =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  Fullness(int snapshotInterval) {
    this.snapshotInterval = snapshotInterval;
  }

  /** As many as surely hold a snapshot, unless fewer did. */
  int rowsWorthReading(StreamId stream) {
    var few = fewRows.getIfPresent(stream);
    return few == null ? snapshotInterval : few;
  }

  /**
   * @param newestFirst the stream's newest rows
   */
  void note(StreamId stream, List<? extends Row<?, ?>> newestFirst) {
    if (newestFirst.isEmpty()) {
      return;
    }
    var events =
        newestFirst.get(0).lastVersion() - newestFirst.get(newestFirst.size() - 1).version() + 1;
    var rows = 2 + (snapshotInterval * (long) newestFirst.size() - 1) / events;
    // Where it would save little, one call for certain is better than perhaps two.
    if (rows * 3 <= snapshotInterval) {
      fewRows.put(stream, (int) rows);
    } else {
      fewRows.invalidate(stream);
    }
  }
}
