package dev.passbook.analytics;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A lake for tests of other packages, with the reports that compare it with a table. */
public final class AuditedLake {
  private static final String LATER_THAN_ALL = "2099-01-01T00:00:00.000Z";
  private static final String LAST_DAY = "2098-12-31";

  private final Lake lake;

  public AuditedLake(Path folder) {
    this.lake = new Lake(folder).prepared();
  }

  /** Adds a domain event. */
  public void deliver(byte[] event) {
    lake.deliver(LocalDate.EPOCH, event);
  }

  /** Adds all rows of a table as its export. */
  public void export(DynamoDbAsyncClient client, String table) {
    new TableRows(client, table).exported().forEach(lake::export);
  }

  /** Returns the accounts' balances after all events. */
  public Map<String, String> balances() throws SQLException {
    try (var reports = new DuckDb(lake)) {
      return reports.run(Report.BALANCES, LAST_DAY).stream()
          .collect(Collectors.toMap(row -> row.get(0), row -> row.get(2)));
    }
  }

  /** Returns the accounts for which the lake and the export differ. */
  public List<String> differences() throws SQLException {
    try (var reports = new DuckDb(lake)) {
      return reports
          .run(Report.RECONCILIATION, LATER_THAN_ALL, LATER_THAN_ALL, Lake.EXPORT)
          .stream()
          .map(row -> row.get(0))
          .toList();
    }
  }
}
