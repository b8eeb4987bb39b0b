package dev.passbook.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Copies tables, as a point-in-time recovery does. */
final class RestoredTables {
  private RestoredTables() {}

  /** Returns a new table with some of another table's rows. */
  static StreamedTable copy(StreamedTable from, Predicate<Map<String, AttributeValue>> wanted) {
    var copy = StreamedTable.started();
    rows(from).stream().filter(wanted).forEach(copy::put);
    return copy;
  }

  static List<Map<String, AttributeValue>> rows(StreamedTable table) {
    var rows = new ArrayList<Map<String, AttributeValue>>();
    table
        .client()
        .scanPaginator(scan -> scan.tableName(table.name()).consistentRead(true))
        .items()
        .subscribe(rows::add)
        .join();
    return rows;
  }

  /** Returns whether it is a row of an account that begins after a version. */
  static Predicate<Map<String, AttributeValue>> isBeyond(Object account, long version) {
    return row ->
        row.get("StreamId").s().equals(account.toString())
            && Long.parseLong(row.get("Version").n()) > version;
  }
}
