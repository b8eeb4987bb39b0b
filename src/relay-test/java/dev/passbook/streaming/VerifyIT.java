package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.stream.Collectors.toCollection;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the packaged program's command that verifies histories. */
class VerifyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final URI NOWHERE = URI.create("http://localhost:1");
  private static final int ACCOUNTS = 150;
  private static final int ROWS = 10;

  private final StreamedTable table = StreamedTable.started();
  private final TestBank bank = new TestBank(table.store());

  @TempDir Path folder;

  /** What a command wrote, and how it ended. */
  private record Ended(int code, List<String> out, String err) {}

  @Test
  void everyKindOfTamperingIsNamedAndTheOtherStreamsAreSound() throws Exception {
    table.accountWith(12);
    var changed = table.accountWith(5);
    change(changed, 3, "At", text("2020-01-01T00:00:00.000Z"));
    var gap = table.accountWith(5);
    table.delete(gap, 3);
    var headless = table.accountWith(5);
    table.delete(headless, 1);
    var swapped = table.accountWith(5);
    swap(swapped);
    var snapshot = table.accountWith(12);
    change(snapshot, 10, "Snapshot", AttributeValue.fromM(Map.of()));
    var unchained = table.accountWith(5);
    change(unchained, 4, "Chain", null);
    var unreadable = table.accountWith(5);
    table.poison(unreadable, 5);
    var cut = table.accountWith(5);
    get(table.cursors().move(Cursor.start(cut), 9, "receipt", deadline()));
    var payer = bank.openWith("10");
    var payee = bank.open();
    bank.ask(TestBank.transfer(payer, payee, "4"));
    table.delete(AccountIds.stream(payee), 2);

    var ended = run("verify", "--json");

    assertEquals(1, ended.code(), ended.err());
    assertEquals(
        places(
            changed + " 3",
            gap + " 3",
            headless + " 1",
            swapped + " 3",
            swapped + " 4",
            swapped + " 5",
            snapshot + " 10",
            unchained + " 4",
            unreadable + " 5",
            cut + " 6",
            AccountIds.stream(payer) + " 3"),
        places(ended));
    var some = run("verify", "--account", StreamedTable.id(gap), "--account", payer.toString());
    assertEquals(1, some.code());
    assertEquals(
        places(
            gap + " at version 3: The event is missing",
            AccountIds.stream(payer) + " at version 3: The transfer's other leg is missing"),
        new TreeSet<>(some.out()));
  }

  @Test
  void noFalseAlarmWhileInstancesWrite() throws Exception {
    var from = bank.openWith("1000");
    var to = bank.openWith("1000");
    var isOver = new CompletableFuture<Void>();
    var writers =
        Stream.generate(() -> new TestBank(table.store()))
            .limit(2)
            .map(each -> CompletableFuture.runAsync(() -> write(each, from, to, isOver)))
            .toList();

    var ended = run("verify", "--rate", "20000");

    isOver.complete(null);
    writers.forEach(CompletableFuture::join);
    assertEquals(List.of(), ended.out());
    assertEquals(0, ended.code(), ended.err());
  }

  private static void write(TestBank instance, UUID from, UUID to, CompletableFuture<Void> isOver) {
    while (!isOver.isDone()) {
      instance.ask(TestBank.transfer(from, to, "1"));
      instance.ask(TestBank.transfer(to, from, "1"));
      instance.open();
    }
  }

  @Test
  void aKilledRunContinuesAndKeepsWhatItFound() throws Exception {
    IntStream.range(0, ACCOUNTS)
        .parallel()
        .forEach(
            each ->
                table.fill(
                    StreamedTable.account(), IntStream.generate(() -> 1).limit(ROWS).toArray()));
    var streams = inTheOrderOfTheScan();
    var first = streams.get(0);
    var last = streams.get(streams.size() - 1);
    table.delete(first, 5);
    table.delete(last, 5);
    var killed = start("killed", "verify", "--name", "nightly", "--rate", "400");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> table.row("bookmark-verify-nightly", 0).containsKey("Position"));
    assertTrue(killed.isAlive());
    killed.destroyForcibly().waitFor();
    assertEquals(
        List.of(first + " at version 5: The event is missing"),
        Files.readAllLines(folder.resolve("killed.out")));

    var ended = run("verify", "--name", "nightly");

    assertEquals(1, ended.code());
    assertEquals(List.of(last + " at version 5: The event is missing"), ended.out());
    assertTrue(ended.err().contains(": 2 findings"), ended.err());
    assertFalse(ended.err().contains("Checked " + ACCOUNTS), ended.err());
  }

  private List<StreamId> inTheOrderOfTheScan() {
    return rows().stream().map(row -> new StreamId(row.get("StreamId").s())).distinct().toList();
  }

  private List<Map<String, AttributeValue>> rows() {
    var rows = new ArrayList<Map<String, AttributeValue>>();
    table
        .client()
        .scanPaginator(all -> all.tableName(table.name()))
        .items()
        .subscribe(rows::add)
        .join();
    return rows;
  }

  @Test
  void anExportShowsRemovedNewestRowsAndTheCutOverShowsRowsWithoutAChain() throws Exception {
    var cut = table.accountWith(5);
    var gone = table.accountWith(1);
    assertEquals(0, run("export", "--format", "events", "--to", lake()).code());
    assertEquals(0, run("verify", "--against", lake(), "--record-cut-over").code());
    assertTrue(table.row("passbook", 0).containsKey("ChainedFrom"));
    table.delete(cut, 5);
    table.delete(gone, 1);
    var late = table.accountWith(2);
    change(late, 1, "Chain", null);
    change(late, 2, "Chain", null);

    var ended = run("verify", "--json", "--against", lake());

    assertEquals(1, ended.code());
    assertEquals(places(cut + " 5", gone + " 1", late + " 1", late + " 2"), places(ended));
  }

  private String lake() {
    return folder.resolve("lake").toString();
  }

  @Test
  void wrongOptionsAndATableOutOfReachAreNoFindings() throws Exception {
    var account = StreamedTable.id(table.accountWith(1));
    for (var options :
        List.of(
            List.of("--rate", "0"),
            List.of("--account", account, "--name", "n"),
            List.of("--against", folder.toString()))) {
      var arguments = Stream.concat(Stream.of("verify"), options.stream());
      assertEquals(2, run(arguments.toArray(String[]::new)).code(), options.toString());
    }
    var missing =
        RelayProcess.builder(
            "Missing", DynamoDbLocalResource.endpoint(), "none", NOWHERE, Map.of(), "verify");
    var ended = end(missing, "missing");
    assertEquals(2, ended.code());
    assertTrue(ended.err().contains("could not finish"), ended.err());
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  /** Replaces an attribute of a row, or removes it if the value is null. */
  private void change(StreamId account, long version, String name, AttributeValue value) {
    var row = new HashMap<>(table.row(account.value(), version));
    row.remove(name);
    if (value != null) {
      row.put(name, value);
    }
    table.put(row);
  }

  private void swap(StreamId account) {
    var third = new HashMap<>(table.row(account.value(), 3));
    var fourth = new HashMap<>(table.row(account.value(), 4));
    third.put("Version", AttributeValue.fromN("4"));
    fourth.put("Version", AttributeValue.fromN("3"));
    table.put(third);
    table.put(fourth);
  }

  private static Set<String> places(String... some) {
    return new TreeSet<>(List.of(some));
  }

  private static Set<String> places(Ended ended) {
    return ended.out().stream().map(VerifyIT::place).collect(toCollection(TreeSet::new));
  }

  private static String place(String line) {
    try {
      var finding = new JsonMapper().readTree(line);
      return finding.get("stream").asText() + " " + finding.get("version").asLong();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private Ended run(String... arguments) throws Exception {
    return end(builder(arguments), "run");
  }

  private ProcessBuilder builder(String... arguments) throws IOException {
    return RelayProcess.builder(
        table.name(), DynamoDbLocalResource.endpoint(), "none", NOWHERE, Map.of(), arguments);
  }

  private Process start(String name, String... arguments) throws IOException {
    return start(builder(arguments), name);
  }

  private Process start(ProcessBuilder builder, String name) throws IOException {
    return RelayProcess.start(
        builder
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile()));
  }

  private Ended end(ProcessBuilder builder, String name) throws Exception {
    var process = start(builder, name);
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    return new Ended(
        process.exitValue(),
        Files.readAllLines(folder.resolve(name + ".out")),
        Files.readString(folder.resolve(name + ".err")));
  }
}
