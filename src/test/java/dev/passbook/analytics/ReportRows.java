package dev.passbook.analytics;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows of every report on a span of days. */
record ReportRows(Span span, Map<Report, List<Map<String, Object>>> all) {

  /**
   * What the reports are about.
   *
   * @param dormantSince the day since which nothing has happened to a dormant account
   * @param moment up to which the reconciliation compares the lake with the table
   */
  record Span(String from, String to, String dormantSince, String moment) {}

  static ReportRows read(DuckDb reports, Span span) throws SQLException {
    var all = new EnumMap<Report, List<Map<String, Object>>>(Report.class);
    for (var report : Report.values()) {
      all.put(report, reports.rows(report, report.parameters(span)));
    }
    return new ReportRows(span, all);
  }

  List<Map<String, Object>> of(Report report) {
    return all.get(report);
  }

  List<Map<String, Object>> of(Report report, String currency) {
    return of(report).stream().filter(row -> row.get("currency").equals(currency)).toList();
  }

  SortedSet<String> currencies() {
    var currencies = new TreeSet<String>();
    of(Report.BALANCES).forEach(row -> currencies.add(row.get("currency").toString()));
    return currencies;
  }

  /** Returns a number of a row. DuckDB has whole numbers in several types. */
  static BigDecimal amount(Map<String, Object> row, String column) {
    return new BigDecimal(row.get(column).toString());
  }
}
