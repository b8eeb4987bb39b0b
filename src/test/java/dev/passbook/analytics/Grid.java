package dev.passbook.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A table of the page.
 *
 * @param more how many rows are left out at the end
 */
record Grid(List<String> heads, List<List<Cell>> rows, int more) {

  /**
   * A cell.
   *
   * @param number whether it is aligned to the right
   * @param share of a bar behind the text, in per cent; 0 for none
   */
  record Cell(String text, boolean number, int share) {
    static Cell text(Object value) {
      return new Cell(value == null ? "" : value.toString(), false, 0);
    }

    static Cell number(String value) {
      return new Cell(value, true, 0);
    }

    /** Returns an amount, with a bar that shows its share of the largest one. */
    static Cell bar(String value, BigDecimal amount, BigDecimal largest) {
      var share = amount.multiply(BigDecimal.valueOf(100)).divide(largest, RoundingMode.UP);
      return new Cell(value, true, share.intValue());
    }
  }

  /** Makes the cells of a report's row. */
  interface Cells {
    List<Cell> of(Map<String, Object> row);
  }

  /** Returns what the table is called by a screen reader. */
  public String label() {
    return "Table: " + String.join(", ", heads.stream().filter(head -> !head.isEmpty()).toList());
  }

  /** Returns whether a column has numbers. */
  public boolean isNumber(int column) {
    return !rows.isEmpty() && rows.get(0).get(column).number();
  }

  static Grid of(List<String> heads, List<Map<String, Object>> rows, int most, Cells cells) {
    var shown = new ArrayList<List<Cell>>();
    rows.stream().limit(most).map(cells::of).forEach(shown::add);
    return new Grid(heads, shown, rows.size() - shown.size());
  }
}
