package dev.passbook.moves.importing;

import static dev.passbook.moves.CsvColumns.ACCOUNT;

import dev.passbook.moves.CsvText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads the lines of a CSV file in UTF-8, whose first line names the columns. An empty value is a
 * missing one.
 */
final class CsvLines {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setNullString("")
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private CsvLines() {}

  /**
   * Reads the lines of each account, in the file's order.
   *
   * @throws UnreadableSource if the file is no such CSV
   */
  static <T> Map<String, List<T>> byAccount(
      Path file, Set<String> required, Set<String> optional, Function<CSVRecord, T> read) {
    var accounts = new LinkedHashMap<String, List<T>>();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      try (var lines = FORMAT.parse(reader)) {
        checkColumns(file, lines.getHeaderNames(), required, optional);
        for (var line : lines) {
          if (!line.isConsistent() || line.get(ACCOUNT) == null) {
            throw new UnreadableSource(file, "line " + lines.getCurrentLineNumber());
          }
          accounts
              .computeIfAbsent(line.get(ACCOUNT), id -> new ArrayList<>())
              .add(read.apply(line));
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UnreadableSource(file, e.getMessage());
    }
    return accounts;
  }

  private static void checkColumns(
      Path file, List<String> names, Set<String> required, Set<String> optional) {
    var unknown = new HashSet<>(names);
    unknown.removeAll(required);
    unknown.removeAll(optional);
    var missing = new HashSet<>(required);
    missing.removeAll(names);
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new UnreadableSource(file, "columns missing: " + missing + ", unknown: " + unknown);
    }
  }

  /** Returns the value, or null if it or its column is missing. */
  static String value(CSVRecord line, String column) {
    return line.isMapped(column) ? line.get(column) : null;
  }

  /** Returns a text that may have been protected from spreadsheets. */
  static String text(CSVRecord line, String column) {
    return CsvText.read(value(line, column));
  }
}
