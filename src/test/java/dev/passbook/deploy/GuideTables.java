package dev.passbook.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of the operator's guide. Tests compare them with the code; they don't check the prose.
 */
public final class GuideTables {
  private static final String SECTION = "## ";
  private static final char COLUMN = '|';

  private GuideTables() {}

  /**
   * Returns the rows of all tables in a section, subsections included.
   *
   * @return the cells of each row, without header rows
   */
  public static List<List<String>> in(String section) {
    var rows = new ArrayList<List<String>>();
    for (var line : lines(section)) {
      if (isUnderline(line)) {
        rows.remove(rows.size() - 1);
      } else if (line.charAt(0) == COLUMN) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  /** Returns the text of a cell that is a single piece of code. */
  public static String code(String cell) {
    return isCode(cell) ? cell.substring(1, cell.length() - 1) : cell;
  }

  private static boolean isCode(String cell) {
    return cell.length() > 1 && cell.startsWith("`") && cell.endsWith("`");
  }

  /** Returns the texts of a cell that lists code, separated by commas. */
  public static Set<String> codes(String cell) {
    var codes = new TreeSet<String>();
    Arrays.stream(cell.split(",")).map(String::strip).map(GuideTables::code).forEach(codes::add);
    codes.remove("");
    return codes;
  }

  private static List<String> lines(String section) {
    var lines = guide();
    var first = lines.indexOf(SECTION + section) + 1;
    if (first == 0) {
      throw new AssertionError("The guide has no section " + section);
    }
    return lines.subList(first, lines.size()).stream()
        .takeWhile(line -> !line.startsWith(SECTION))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static boolean isUnderline(String line) {
    return line.contains("---") && line.chars().allMatch(c -> "|-: ".indexOf(c) >= 0);
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    for (var cell : line.substring(1, line.lastIndexOf(COLUMN)).split("[|]", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static List<String> guide() {
    try {
      return Files.readAllLines(Path.of("deploy", "README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
