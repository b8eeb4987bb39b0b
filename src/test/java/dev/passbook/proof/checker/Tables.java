package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes tampered copies of tables and rows. */
final class Tables {
  private Tables() {}

  /** Returns the table with another row at that version, or with none if the row is null. */
  static Table withRow(Table table, String account, int version, StoredRow row) {
    Map<String, List<StoredRow>> streams = new TreeMap<>(table.streams());
    List<StoredRow> rows = new ArrayList<>(streams.get(account));
    if (version <= rows.size()) {
      rows.remove(version - 1);
    }
    if (row != null) {
      rows.add(version - 1, row);
    }
    streams.put(account, rows);
    return table.with(streams);
  }

  static Table withBalance(Table table, String account, int version, BigDecimal balance) {
    StoredRow row = table.streams().get(account).get(version - 1);
    StoredEvent event = row.events().get(0);
    return withRow(table, account, version, row(row, event.with(balance, event.details())));
  }

  /** Returns the table with the events of several rows joined in one row. */
  static Table together(Table table, String account, int from, int to) {
    List<StoredRow> rows = new ArrayList<>(table.streams().get(account));
    List<StoredRow> some = rows.subList(from - 1, to);
    StoredRow last = some.get(some.size() - 1);
    List<StoredEvent> events =
        some.stream()
            .flatMap(row -> row.events().stream())
            .map(event -> event.moved(account, event.version(), last.at()))
            .toList();
    some.clear();
    some.add(new StoredRow(account, from, last.at(), events, last.snapshot()));
    Map<String, List<StoredRow>> streams = new TreeMap<>(table.streams());
    streams.put(account, rows);
    return table.with(streams);
  }

  /**
   * Returns a copy of the row with its first event at another version, perhaps of another account.
   */
  static StoredRow again(StoredRow row, String account, int version) {
    StoredEvent event = row.events().get(0);
    return row(row, event.moved(account, version, event.at()));
  }

  private static StoredRow row(StoredRow row, StoredEvent event) {
    return new StoredRow(
        event.account(), event.version(), row.at(), List.of(event), row.snapshot());
  }
}
