package dev.passbook.analytics;

import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.DomainEvents;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Exports the table of a service in development mode to a lake, and prints every report on it.
 * Settings are system properties: {@code lake.endpoint}, {@code lake.table}, {@code lake.folder},
 * and the days {@code lake.from} and {@code lake.to}.
 */
public final class Reports {
  private Reports() {}

  public static void main(String[] arguments) throws SQLException {
    var endpoint = System.getProperty("lake.endpoint", "http://localhost:8000");
    var table = System.getProperty("lake.table", "Passbook");
    var lake = new Lake(Path.of(System.getProperty("lake.folder", "target/lake")));
    var today = LocalDate.now(ZoneOffset.UTC);
    var from = System.getProperty("lake.from", today.minusDays(30).toString());
    var to = System.getProperty("lake.to", today.toString());
    var now = Timestamp.format(Instant.now());
    try (var client = client(endpoint)) {
      export(new TableRows(client, table), lake);
    }
    try (var reports = new DuckDb(lake)) {
      print(reports, Report.BALANCES, to);
      print(reports, Report.DAILY_MOVEMENTS, from, to);
      print(reports, Report.LARGEST_MOVEMENTS, from, to);
      print(reports, Report.HOLDS_OUTSTANDING, to);
      print(reports, Report.DORMANT_ACCOUNTS, from);
      print(reports, Report.RECONCILIATION, now, now);
    }
  }

  /** Replaces the lake with every event, as if each arrived when it was recorded, and every row. */
  static void export(TableRows table, Lake lake) {
    clear(lake.folder());
    var events = table.events();
    events.forEach(
        event ->
            lake.deliver(
                LocalDate.ofInstant(event.at(), ZoneOffset.UTC), DomainEvents.json(event)));
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

  private static void print(DuckDb reports, Report report, String... parameters)
      throws SQLException {
    System.out.printf("%n%s %s%n", report.title(), String.join(" ", parameters));
    var rows = reports.run(report, parameters);
    rows.forEach(row -> System.out.println(String.join("  ", row)));
    if (rows.isEmpty()) {
      System.out.println("(none)");
    }
  }

  private static DynamoDbAsyncClient client(String endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(URI.create(endpoint))
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }
}
