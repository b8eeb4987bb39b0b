package dev.passbook.analytics;

import dev.passbook.eventstore.Timestamp;
import dev.passbook.localdynamodb.DynamoDbLocal;
import dev.passbook.streaming.DomainEvents;
import dev.passbook.streaming.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Exports the table of a service in development mode to a lake, prints every report on it, and
 * draws them into a page. With {@code --demo}, a made-up year takes the place of the table.
 * Settings are system properties: {@code lake.endpoint}, {@code lake.table}, {@code lake.folder},
 * and the days {@code lake.from}, {@code lake.to} and {@code lake.dormant}.
 */
public final class Reports {
  private static final int DORMANT_DAYS = 90;
  private static final int MOST_PRINTED = 100;

  private Reports() {}

  public static void main(String[] arguments) throws SQLException {
    var lake = new Lake(Path.of(System.getProperty("lake.folder", "target/lake")));
    var today = LocalDate.now(ZoneOffset.UTC);
    if (List.of(arguments).contains("--demo")) {
      exportDemo(today, lake);
      write(lake, span(today.minusDays(1), DemoYear.DAYS - 1));
    } else {
      try (var client =
          client(URI.create(System.getProperty("lake.endpoint", "http://localhost:8000")))) {
        export(new TableRows(client, System.getProperty("lake.table", "Passbook")), lake);
      }
      write(lake, span(today, 30));
    }
  }

  private static ReportRows.Span span(LocalDate last, int days) {
    var to = System.getProperty("lake.to", last.toString());
    var end = LocalDate.parse(to);
    return new ReportRows.Span(
        System.getProperty("lake.from", end.minusDays(days).toString()),
        to,
        System.getProperty("lake.dormant", end.minusDays(DORMANT_DAYS).toString()),
        Timestamp.format(Instant.now()));
  }

  private static void exportDemo(LocalDate end, Lake lake) {
    var database = DynamoDbLocal.inMemory();
    try (var client = client(database.endpoint())) {
      var table = LocalTables.create(client);
      new DemoYear(table.store(), end).write();
      export(table, lake);
    } finally {
      database.stop();
    }
  }

  /** Prints the reports, and writes the page beside the lake's files. */
  static void write(Lake lake, ReportRows.Span span) throws SQLException {
    try (var reports = new DuckDb(lake)) {
      var rows = ReportRows.read(reports, span);
      for (var report : Report.values()) {
        print(report, rows.of(report), report.parameters(span));
      }
      var page = lake.folder().resolve("reports.html");
      Files.writeString(page, new ReportsPage(rows).html());
      System.out.printf("%nThe same as pictures: %s%n", page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the lake with every event, as if each arrived when it was recorded, and every row. */
  static void export(TableRows table, Lake lake) {
    clear(lake.folder());
    lake.prepared();
    var events = table.events();
    events.forEach(
        event ->
            lake.deliver(
                LocalDate.ofInstant(event.at(), ZoneOffset.UTC),
                DomainEvents.json(event, Timeline.FIRST)));
    table.exported().forEach(lake::export);
    System.out.printf("%d events in %s%n", events.size(), lake.folder());
  }

  private static void clear(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Report report, List<Map<String, Object>> rows, String... parameters) {
    System.out.printf("%n%s %s%n", report.title(), String.join(" ", parameters));
    rows.stream().limit(MOST_PRINTED).forEach(row -> System.out.println(line(row)));
    if (rows.size() > MOST_PRINTED) {
      System.out.printf("and %d more%n", rows.size() - MOST_PRINTED);
    }
    if (rows.isEmpty()) {
      System.out.println("(none)");
    }
  }

  private static String line(Map<String, Object> row) {
    return row.values().stream().map(DuckDb::text).collect(Collectors.joining("  "));
  }

  private static DynamoDbAsyncClient client(URI endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
