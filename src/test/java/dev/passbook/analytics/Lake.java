package dev.passbook.analytics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;

/** The files that Firehose and DynamoDB's export write to the bucket: JSON, one record a line. */
record Lake(Path folder) {

  /** Adds an event to those that arrived on a day. */
  void deliver(LocalDate arrived, byte[] event) {
    append(folder.resolve("events").resolve("arrived=" + arrived).resolve("events.json"), event);
  }

  /** Adds a row to the table's export. */
  void export(String row) {
    append(
        folder.resolve("table-export").resolve("data.json"), row.getBytes(StandardCharsets.UTF_8));
  }

  String events() {
    return folder.resolve("events") + "/*/*.json";
  }

  String tableExport() {
    return folder.resolve("table-export") + "/*.json";
  }

  private static void append(Path file, byte[] line) {
    try {
      Files.createDirectories(file.getParent());
      byte[] ended = java.util.Arrays.copyOf(line, line.length + 1);
      ended[line.length] = '\n';
      Files.write(file, ended, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
