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
  /** The name of the table's export. AWS gives each export a name of its own. */
  static final String EXPORT = "from-the-laptop";

  private static final byte[] END_OF_LINE = {'\n'};

  /** Makes files without a record, so that an empty lake can be read too. */
  Lake prepared() {
    append(eventsOf(LocalDate.EPOCH));
    append(exportFile());
    return this;
  }

  /** Adds an event to those that arrived on a day. */
  void deliver(LocalDate arrived, byte[] event) {
    append(eventsOf(arrived), event, END_OF_LINE);
  }

  /** Adds a row to the table's export. */
  void export(String row) {
    append(exportFile(), row.getBytes(StandardCharsets.UTF_8), END_OF_LINE);
  }

  String events() {
    return folder.resolve("events") + "/*/*.json";
  }

  String tableExport() {
    return folder.resolve("table-export") + "/AWSDynamoDB/*/data/*.json";
  }

  private Path eventsOf(LocalDate arrived) {
    return folder.resolve("events").resolve("arrived=" + arrived).resolve("events.json");
  }

  private Path exportFile() {
    return folder.resolve(Path.of("table-export", "AWSDynamoDB", EXPORT, "data", "data.json"));
  }

  private static void append(Path file, byte[]... parts) {
    try {
      Files.createDirectories(file.getParent());
      try (var out =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        for (var part : parts) {
          out.write(part);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
