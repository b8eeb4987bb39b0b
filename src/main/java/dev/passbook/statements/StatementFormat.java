package dev.passbook.statements;

import java.util.List;
import java.util.Map;

/** A representation of a statement, written part by part. */
interface StatementFormat {

  /** Returns the short name, which tells the entity tags of two representations apart. */
  String name();

  String contentType();

  /** Returns the headers that only this representation has. */
  Map<String, String> headers(Statement statement);

  /** Returns what comes before the first line. */
  String head(Statement statement);

  /**
   * Returns some lines.
   *
   * @param before the sums before them
   */
  String lines(List<StatementLine> page, Totals before);

  /** Returns what comes after the last line. */
  String tail(Statement statement, Totals totals);
}
