package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Folds the row that won a race onto the state that the loser knew, which saves a read.
 *
 * <p>The row counts only if it follows directly on that state: it is of the same stream, begins at
 * the next version, and its chain is the one that a row with this content has after the state's
 * chain. Its snapshot is not used, since nothing proves it.
 */
final class WinnersRow<S, E> {
  private final RowFormat<S, E> format;
  private final EventCodec<S, E> codec;

  WinnersRow(RowFormat<S, E> format, EventCodec<S, E> codec) {
    this.format = format;
    this.codec = codec;
  }

  /**
   * Returns the state after the row, or nothing if the row does not follow directly on the state or
   * can't be read. Then the stream must be read, which also reports what is wrong with it.
   */
  Optional<Snapshot<S>> stateAfter(Snapshot<S> known, Map<String, AttributeValue> item) {
    try {
      var row = format.read(known.stream(), item);
      return follows(row, known) ? Optional.of(fold(known, row)) : Optional.empty();
    } catch (UnreadableHistory damaged) {
      return Optional.empty();
    }
  }

  private static boolean follows(Row<?, ?> row, Snapshot<?> known) {
    return known.exists() && row.version() == known.version() + 1 && continuesChain(row, known);
  }

  private static boolean continuesChain(Row<?, ?> row, Snapshot<?> known) {
    var recorded = row.chain();
    return recorded == null
        ? known.chain() == null
        : recorded.equals(row.chainAfter(RowChain.before(known)));
  }

  private Snapshot<S> fold(Snapshot<S> known, Row<S, E> row) {
    var state = known;
    for (var event : row.events()) {
      state = state.plus(event, codec);
    }
    return state.chained(row.chain());
  }
}
