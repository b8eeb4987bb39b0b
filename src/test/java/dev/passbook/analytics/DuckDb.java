package dev.passbook.analytics;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
      List.of(
          "Item",
          "StreamId",
          "Version",
          "At",
          "Chain",
          "Events",
          "Balance",
          "S",
          "N",
          "B",
          "L",
          "M");

  private final Connection connection;

  DuckDb(Lake lake) throws SQLException {
    this.connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    var catalogue = Template.lake();
    try (var statement = connection.createStatement()) {
      for (var word : ATHENAS_WORDS) {
        statement.execute(word);
      }
      statement.execute(
          view(
              "events",
              lake.events(),
              catalogue.columns("events", EVENTS_WRITTEN),
              "*",
              ", hive_partitioning = true, hive_types = {'arrived': VARCHAR}"));
      statement.execute(
          view(
              "table_export",
              lake.tableExport(),
              catalogue.columns("table_export", EXPORT_WRITTEN),
              "*, regexp_extract(filename, '/AWSDynamoDB/([^/]+)/', 1) AS export",
              ", filename = true"));
      statement.execute("CREATE VIEW history AS " + Template.historySql());
    }
  }

  private static String view(
      String name, String files, Map<String, String> columns, String selected, String options) {
    var typed =
        columns.entrySet().stream()
            .map(column -> "\"" + column.getKey() + "\": '" + column.getValue() + "'")
            .collect(Collectors.joining(", "));
    return "CREATE VIEW %s AS SELECT %s FROM read_json('%s', format = 'newline_delimited', columns = {%s}%s)"
        .formatted(name, selected, files.replace("'", "''"), typed, options);
  }

  /**
   * Returns the report's rows as text: numbers without trailing zeros, and {@code null} for nulls.
   */
  List<List<String>> run(Report report, String... parameters) throws SQLException {
    return rows(report, parameters).stream()
        .map(row -> row.values().stream().map(DuckDb::text).toList())
        .toList();
  }

  /**
   * Returns the report's rows, each with its values by the names of the columns, in their order.
   */
  List<Map<String, Object>> rows(Report report, String... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(report.sql())) {
      bind(statement, parameters);
      try (var result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  private static void bind(PreparedStatement statement, String... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
  }

  private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
    var columns = result.getMetaData();
    var rows = new ArrayList<Map<String, Object>>();
    while (result.next()) {
      var row = new LinkedHashMap<String, Object>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        row.put(columns.getColumnName(column), result.getObject(column));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Returns the columns of the report's rows, with their types in DuckDB. */
  Map<String, String> columns(Report report, String... parameters) throws SQLException {
    try (var statement = connection.prepareStatement("DESCRIBE " + report.sql())) {
      bind(statement, parameters);
      var columns = new LinkedHashMap<String, String>();
      try (var described = statement.executeQuery()) {
        while (described.next()) {
          columns.put(described.getString("column_name"), described.getString("column_type"));
        }
      }
      return columns;
    }
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
