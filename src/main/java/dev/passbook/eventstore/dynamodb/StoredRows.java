package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a stream's rows as the table holds them, for readers who want to see the storage. */
public final class StoredRows<E> {
  /** Limits the memory and the response of one page, since a row can have 400 KB. */
  static final long MOST_BYTES = 512 * 1024;

  private final RowReader<?, E> rows;
  private final RowFormat<?, E> format;

  <S> StoredRows(RowReader<S, E> rows, RowFormat<S, E> format) {
    this.rows = rows;
    this.format = format;
  }

  /**
   * Returns the rows whose first version is below a version, newest first. One strongly consistent
   * Query reads them, so a page has fewer rows than its limit if they are large. It has at least
   * one if there is one.
   *
   * @return fails with {@link StoreUnavailable} like the store. A row that can't be read does not
   *     fail: it has no events.
   */
  public Uni<List<StoredRow<E>>> before(
      StreamId stream, long version, int limit, Deadline deadline) {
    return version <= 1
        ? Uni.createFrom().item(List.of())
        : rows.page(RowRange.newest(stream, version - 1, limit), deadline)
            .map(StoredRows::withinBytes)
            .map(items -> items.stream().map(item -> row(stream, item)).toList());
  }

  private StoredRow<E> row(StreamId stream, Map<String, AttributeValue> item) {
    var version = firstVersion(item);
    var events = item.get(EVENTS);
    var count = events == null ? 1 : Math.max(1, events.l().size());
    return new StoredRow<>(
        version,
        version + count - 1,
        readable(stream, item),
        DynamoDbJson.of(item),
        ItemSize.of(item));
  }

  /**
   * Rounds a damaged number up, so that the page before this version does not leave out the row
   * with the whole number below.
   */
  private static long firstVersion(Map<String, AttributeValue> item) {
    return new BigDecimal(item.get(VERSION).n()).setScale(0, RoundingMode.CEILING).longValue();
  }

  /** The row is shown even if it is damaged, because that is when an operator looks at it. */
  private List<RecordedEvent<E>> readable(StreamId stream, Map<String, AttributeValue> item) {
    try {
      return format.read(stream, item).events();
    } catch (UnreadableHistory damaged) {
      return List.of();
    }
  }

  private static List<Map<String, AttributeValue>> withinBytes(
      List<Map<String, AttributeValue>> items) {
    var bytes = 0L;
    for (var i = 0; i < items.size(); i++) {
      bytes += ItemSize.of(items.get(i));
      if (bytes > MOST_BYTES) {
        return items.subList(0, Math.max(1, i));
      }
    }
    return items;
  }
}
