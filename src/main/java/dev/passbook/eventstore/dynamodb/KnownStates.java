package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;

/**
 * Remembers the newest state of each stream, as this process last wrote or read it, together with
 * the row in which it ends.
 *
 * <p>A read of the state ends at that row, since no older row is needed. A known state may be out
 * of date, so every read begins at the newest row, and a known state counts only if the table still
 * holds its row, with the same chain.
 */
final class KnownStates<S> {
  private final int snapshotInterval;
  private final Cache<StreamId, Known<S>> states;

  /**
   * A state and the row in which it ends.
   *
   * @param row the version of that row, which is that of its first event
   */
  record Known<S>(long row, Snapshot<S> state) {
    /** Returns whether the table still holds the row in which this state ends. */
    boolean isProvenBy(List<? extends Row<S, ?>> newestFirst) {
      return !newestFirst.isEmpty() && endsIn(newestFirst.get(newestFirst.size() - 1));
    }

    private boolean endsIn(Row<S, ?> other) {
      return row == other.version()
          && state.version() == other.lastVersion()
          && state.chain().equals(other.chain());
    }

    private long events() {
      return state.version() - row + 1;
    }
  }

  KnownStates(int snapshotInterval, int mostStreams) {
    this.snapshotInterval = snapshotInterval;
    states = Caffeine.newBuilder().maximumSize(mostStreams).executor(Runnable::run).build();
  }

  Known<S> of(StreamId stream) {
    return states.getIfPresent(stream);
  }

  /**
   * Returns the range of the first Query of a stream's state.
   *
   * @param known null for a stream that this process does not know
   */
  RowRange firstRange(StreamId stream, Known<S> known) {
    return known == null
        ? RowRange.newest(stream, Long.MAX_VALUE, snapshotInterval)
        : RowRange.backward(stream, known.row(), Long.MAX_VALUE, rowsWorthReading(known.events()));
  }

  /**
   * Returns how many rows to read at first. If the other rows are as full as the known one, one of
   * them has a snapshot: the rows of a busy stream hold many events, and each row costs as much as
   * several plain ones.
   */
  private int rowsWorthReading(long events) {
    var rows = 2 + (snapshotInterval - 1) / events;
    // If this saves little, one certain call is better than possibly two.
    return rows * 3 <= snapshotInterval ? (int) rows : snapshotInterval;
  }

  /** Notes the state that a read found, and the row in which it ends. */
  void note(Row<S, ?> newest, Snapshot<S> state) {
    note(newest.version(), state);
  }

  /** Notes the state after a row that this process has written. */
  void note(RowFormat.Written<S> row) {
    note(Long.parseLong(row.item().get(VERSION).n()), row.head());
  }

  /** Forgets a stream, which is then read as if this process did not know it. */
  void forget(StreamId stream) {
    states.invalidate(stream);
  }

  /** A state without a chain is not kept, since nothing would prove it. */
  private void note(long row, Snapshot<S> state) {
    var known = states.getIfPresent(state.stream());
    if (state.chain() == null) {
      states.invalidate(state.stream());
    } else if (known == null || !state.chain().equals(known.state().chain())) {
      states.put(state.stream(), new Known<>(row, state));
    }
  }
}
