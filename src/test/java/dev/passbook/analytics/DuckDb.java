package dev.passbook.analytics;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/**
 * Uses DuckDB in place of Athena: the same tables over the same files, with the catalogue's
 * columns.
 */
final class DuckDb implements AutoCloseable {
  /** Athena's names for what DuckDB calls differently. */
  private static final List<String> ATHENAS_WORDS =
      List.of(
          "CREATE MACRO cardinality(list) AS len(list)",
          "CREATE MACRO element_at(list, place) AS list_extract(list, place)");

  private static final List<String> EVENTS_WRITTEN =
      List.of("transferId", "holdId", "holdRemaining", "expiresAt");
  private static final List<String> EXPORT_WRITTEN =
      List.of("Item", "StreamId", "Version", "At", "Events", "Balance", "S", "N", "L", "M");

  private final Connection connection;

  DuckDb(Lake lake) throws SQLException {
    this.connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    var catalogue = Template.read();
    try (var statement = connection.createStatement()) {
      for (var word : ATHENAS_WORDS) {
        statement.execute(word);
      }
      statement.execute(view("events", lake.events(), catalogue.columns("events", EVENTS_WRITTEN)));
      statement.execute(
          view(
              "table_export",
              lake.tableExport(),
              catalogue.columns("table_export", EXPORT_WRITTEN)));
    }
  }

  private static String view(String name, String files, Map<String, String> columns) {
    var typed =
        columns.entrySet().stream()
            .map(column -> "\"" + column.getKey() + "\": '" + column.getValue() + "'")
            .collect(Collectors.joining(", "));
    var partitioned = files.contains("/*/");
    return "CREATE VIEW %s AS SELECT * FROM read_json('%s', format = 'newline_delimited', columns = {%s}%s)"
        .formatted(
            name,
            files.replace("'", "''"),
            typed,
            partitioned ? ", hive_partitioning = true, hive_types = {'arrived': VARCHAR}" : "");
  }

  /**
   * Returns the report's rows as text: numbers without trailing zeros, and {@code null} for nulls.
   */
  List<List<String>> run(Report report, String... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(report.sql())) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (var result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  private static List<List<String>> rows(ResultSet result) throws SQLException {
    var rows = new ArrayList<List<String>>();
    while (result.next()) {
      var row = new ArrayList<String>();
      for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
        row.add(text(result.getObject(column)));
      }
      rows.add(row);
    }
    return rows;
  }

  static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
