package dev.passbook.statements;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a statement's lines as CSV (RFC 4180) with a header line. It leaves out the balances and
 * totals, so that the amounts of a column add up to what the month changed.
 */
final class CsvStatement implements StatementFormat {
  private static final String[] COLUMNS = {
    "version", "at", "type", "amount", "balance", "reference"
  };

  /**
   * A spreadsheet takes a text for a formula if it begins with one of these characters, which
   * include their wide forms, also after spaces.
   */
  private static final String BEGINS_A_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String contentType() {
    return "text/csv;charset=UTF-8";
  }

  @Override
  public Map<String, String> headers(Statement statement) {
    var file = "statement-" + AccountIds.of(statement.stream()) + "-" + statement.month() + ".csv";
    return Map.of("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }

  @Override
  public String head(Statement statement) {
    var rows = new Rows();
    rows.add((Object[]) COLUMNS);
    return rows.text();
  }

  @Override
  public String lines(List<StatementLine> page, Totals before) {
    var rows = new Rows();
    page.forEach(rows::add);
    return rows.text();
  }

  @Override
  public String tail(Statement statement, Totals totals) {
    return "";
  }

  /** Returns a text that no spreadsheet takes for a formula. */
  static String defused(String text) {
    var begin = text == null ? "" : text.stripLeading();
    return !begin.isEmpty() && BEGINS_A_FORMULA.indexOf(begin.charAt(0)) >= 0 ? "'" + text : text;
  }

  /** Collects rows of the file. */
  private static final class Rows {
    private final StringBuilder text = new StringBuilder();

    private void add(StatementLine line) {
      var recorded = line.event();
      add(
          recorded.version(),
          Timestamp.format(recorded.at()),
          recorded.event().type(),
          line.signedAmount().toPlainString(),
          recorded.event().balance().value().toPlainString(),
          defused(recorded.event().reference()));
    }

    private void add(Object... cells) {
      try {
        CSVFormat.RFC4180.printRecord(text, cells);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String text() {
      return text.toString();
    }
  }
}
