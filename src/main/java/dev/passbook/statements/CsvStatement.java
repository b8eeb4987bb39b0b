package dev.passbook.statements;

import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes a statement as CSV (RFC 4180) with a header line. The balances and totals are rows without
 * a version, whose type is the name of the member in JSON.
 */
final class CsvStatement implements StatementFormat {
  private static final String[] COLUMNS = {
    "version", "at", "type", "amount", "balance", "reference"
  };

  /**
   * With one of these characters, also their wide forms, a spreadsheet takes a text for a formula.
   */
  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

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
    rows.addSum(Timestamp.format(statement.month().from()), "opening", null, statement.opening());
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
    var to = Timestamp.format(statement.month().to());
    var rows = new Rows();
    rows.addSum(to, "credits", totals.credits().value(), null);
    rows.addSum(to, "debits", totals.debits().value().negate(), null);
    rows.addSum(to, "closing", null, statement.closing());
    return rows.text();
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
          plain(line.signedAmount()),
          plain(recorded.event().balance().value()),
          defused(recorded.event().reference()));
    }

    private void addSum(String at, String type, BigDecimal amount, Money balance) {
      add(null, at, type, plain(amount), balance == null ? null : plain(balance.value()), null);
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

    private static String plain(BigDecimal number) {
      return number == null ? null : number.toPlainString();
    }
  }
}
