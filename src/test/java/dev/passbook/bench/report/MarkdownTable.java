package dev.passbook.bench.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Markdown table with aligned columns, so that it is readable on a terminal too. */
public final class MarkdownTable {
  /** Markdown needs some dashes under each heading. */
  private static final int NARROWEST = 3;

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  public MarkdownTable(String... headings) {
    columns = headings.length;
    rows.add(List.of(headings));
  }

  public MarkdownTable row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  @Override
  public String toString() {
    var widths =
        IntStream.range(0, columns)
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .map(width -> Math.max(NARROWEST, width))
            .toArray();
    var lines = new ArrayList<String>();
    rows.forEach(row -> lines.add(line(row, widths)));
    lines.add(1, rule(widths));
    return String.join("\n", lines) + "\n";
  }

  /** The first column names the row; numbers are aligned to the right. */
  private String line(List<String> row, int... widths) {
    return IntStream.range(0, columns)
        .mapToObj(column -> padded(row.get(column), widths[column], column == 0))
        .collect(joining(" | ", "| ", " |"));
  }

  private String rule(int... widths) {
    return IntStream.range(0, columns)
        .mapToObj(column -> "-".repeat(widths[column] - 1) + (column == 0 ? "-" : ":"))
        .collect(joining(" | ", "| ", " |"));
  }

  private static String padded(String text, int width, boolean left) {
    var padding = " ".repeat(width - text.length());
    return left ? text + padding : padding + text;
  }
}
