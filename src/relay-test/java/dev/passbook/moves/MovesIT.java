package dev.passbook.moves;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.moves.importing.DemoTown;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the packaged program's import and export against DynamoDB Local. */
class MovesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SOME_LEFT_OUT = 3;
  private static final String AT = "2026-01-01T00:00:00Z";

  @TempDir Path folder;

  @Test
  void anImportOfTheDemoThatIsKilledAgainAndAgainEndsAsOneThatIsNot() throws Exception {
    endsAsOneThatIsNotKilled(DemoTown.small());
  }

  /** DynamoDB Local gets slower with each table, so this takes very long. */
  @Tag("soak")
  @Test
  void aLargeImportThatIsKilledAgainAndAgainEndsAsOneThatIsNot() throws Exception {
    endsAsOneThatIsNotKilled(DemoTown.large());
  }

  private void endsAsOneThatIsNotKilled(DemoTown town) throws Exception {
    var demo = MovedTable.demo(town.rows());
    var killed = MovedTable.named("Killed");
    for (int twentieths : List.of(1, 5, 9)) {
      killed.runUntil(town.rows().size() * twentieths / 20, "import", "--from-table", demo);
    }
    assertEquals(SOME_LEFT_OUT, killed.run("import", "--from-table", demo, report("killed")));
    var once = MovedTable.named("Once");
    var endpoint = "--endpoint=" + DynamoDbLocalResource.endpoint();

    assertEquals(SOME_LEFT_OUT, once.run("import", "--from-table", demo, endpoint, report("once")));

    assertEquals(once.rows(), killed.rows());
    var report = read("once");
    assertEquals(town.size() - town.leftOut(), report.at("/accounts/imported").asLong());
    assertEquals(town.leftOut(), report.at("/accounts/left-out").asLong());
    assertTrue(report.at("/sums/EUR/difference").decimalValue().abs().doubleValue() < 1e-6);
    for (var each : List.of(report, read("killed"))) {
      assertEquals(0, sum(once).compareTo(each.at("/sums/EUR/after").decimalValue()));
    }
  }

  @Test
  void aSecondImportOfTheDemoChangesNoByte() throws Exception {
    var demo = MovedTable.demo(DemoTown.small().rows());
    var table = MovedTable.named("Twice");
    assertEquals(SOME_LEFT_OUT, table.run("import", "--from-table", demo, "--dry-run"));
    assertEquals(Map.of(), table.rows());
    assertEquals(SOME_LEFT_OUT, table.run("import", "--from-table", demo, "--holder=acme:alice"));
    var rows = table.rows();

    assertEquals(
        SOME_LEFT_OUT,
        table.run("import", "--from-table", demo, "--holder=acme:alice", report("again")));

    assertEquals(rows, table.rows());
    assertEquals(0, read("again").at("/eventsWritten").asLong());
    var first = rows.values().iterator().next();
    assertEquals("4:acme:alice", first.get("ListedUnder").s());
  }

  @Test
  void anExportInEachFormHoldsAllAndCsvComesBackWithTheSameBalances() throws Exception {
    var balances = folder.resolve("balances.csv");
    Files.writeString(
        balances,
        """
        account,owner,currency,balance
        0b6b1cf4-51a7-4a5c-9d6c-16b31a5a0e3d,'=Eve,EUR,10.50
        alice,"Alice ""A"", London",JPY,2000
        bob,,BHD,0
        """);
    var first = MovedTable.named("First");
    var opening = new String[] {"import", "--opening-balances", balances.toString(), "--at", AT};
    assertEquals(0, first.run(opening));
    var rows = first.rows();
    assertEquals(0, first.run(opening));
    assertEquals(rows, first.rows());

    assertEquals(0, first.run("export", "--format", "csv", "--to", path("csv")));
    assertEquals(0, first.run("export", "--format", "events", "--to", path("lake")));
    var csv = folder.resolve("csv/events.csv").toString();
    var second = MovedTable.named("Second");
    assertEquals(0, second.run("import", "--from-csv", csv, report("csv")));

    assertEquals(balances(first), balances(second));
    assertEquals(3, balances(second).size());
    var day = folder.resolve("lake/events/arrived=2026-01-01/events.json");
    assertEquals(5, Files.readAllLines(day).size());
    for (var line : Files.readAllLines(day)) {
      assertEquals("1.0", JSON.readTree(line).get("specversion").asText());
    }
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    var table = MovedTable.named("Wrong");
    var file = Files.writeString(folder.resolve("wrong.csv"), "account,at\n").toString();
    assertEquals(0, table.run("export", "--format", "csv", "--to", path("nothing")));
    assertEquals(2, table.run("import"));
    assertEquals(2, table.run("import", "--from-csv", file));
    assertEquals(2, table.run("import", "--from-csv", file, "--from-table", "T"));
    assertEquals(2, table.run("import", "--opening-balances", file));
    assertEquals(2, table.run("import", "--from-table", "T", "--holder", "alice"));
    assertEquals(2, table.run("import", "--from-table", table.name()), "a table of Passbook");
    assertEquals(2, table.run("export", "--format", "csv", "--to", folder.toString()));
    assertFalse(Files.exists(folder.resolve("events.csv")));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String report(String name) {
    return "--report=" + path(name + ".json");
  }

  private JsonNode read(String report) throws IOException {
    return JSON.readerFor(JsonNode.class)
        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readTree(Files.readString(folder.resolve(report + ".json")));
  }

  private static BigDecimal sum(MovedTable table) {
    return balances(table).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Map<String, BigDecimal> balances(MovedTable table) {
    var balances = new TreeMap<String, BigDecimal>();
    table.rows().values().stream()
        .map(row -> row.get("StreamId").s())
        .distinct()
        .forEach(stream -> balances.put(stream, balance(table, new StreamId(stream))));
    return balances;
  }

  private static BigDecimal balance(MovedTable table, StreamId stream) {
    return get(table.store().load(stream, deadline())).state().balance().value();
  }
}
