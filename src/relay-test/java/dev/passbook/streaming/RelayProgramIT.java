package dev.passbook.streaming;

import static dev.passbook.streaming.StreamedTable.id;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checks the packaged relay: processes that are killed, and the commands. */
class RelayProgramIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ACCOUNTS = 40;
  private static final int EVENTS = 25;
  private static final int KILLS = 4;

  private static KinesisLocal kinesis;

  private final StreamedTable table = StreamedTable.started();

  @BeforeAll
  static void start() {
    kinesis = KinesisLocal.started();
  }

  @AfterAll
  static void stop() {
    if (kinesis != null) {
      kinesis.close();
    }
  }

  @Test
  void aKilledRelayLosesNothingAndAReplayPublishesAllAgain() throws Exception {
    kinesis.createStream("program", 2);
    var accounts = Stream.generate(StreamedTable::account).limit(ACCOUNTS).toList();
    var written =
        CompletableFuture.runAsync(
            () -> accounts.forEach(each -> table.fill(each, ones())),
            task -> new Thread(task).start());
    for (int life = 1; life <= KILLS; life++) {
      var enough = life * ACCOUNTS * EVENTS / (KILLS + 1);
      var relay = relay("program");
      await().atMost(PATIENCE).until(() -> kinesis.events("program").size() >= enough);
      relay.destroyForcibly().waitFor();
    }
    var relay = relay("program");
    await().atMost(PATIENCE).until(written::isDone);
    await().atMost(PATIENCE).until(() -> distinct(kinesis.events("program")) == ACCOUNTS * EVENTS);
    relay.destroyForcibly().waitFor();
    var eventCounts = accounts.stream().collect(toMap(StreamedTable::id, each -> EVENTS));
    var records = kinesis.events("program");
    Published.assertComplete(records, eventCounts);

    kinesis.createStream("again", 2);
    assertEquals(0, run("again", "replay", "--name", "again", "--rate", "5000"));

    var again = kinesis.events("again");
    Published.assertComplete(again, eventCounts);
    assertTrue(again.stream().allMatch(each -> "again".equals(replay(each))));
    assertEquals(0, run("again", "replay", "--name", "again"));
    assertEquals(again.size(), kinesis.events("again").size(), "it is done already");
  }

  @Test
  void catchUpPublishesEventsWithoutAHint() throws Exception {
    kinesis.createStream("caught", 1);
    var account = table.accountWith(5);

    assertEquals(0, run("caught", "catch-up"));
    Published.assertComplete(kinesis.events("caught"), Map.of(StreamedTable.id(account), 5));
    table.add(account, 1);
    assertEquals(0, run("caught", "catch-up", "--account", StreamedTable.id(account)));

    Published.assertComplete(kinesis.events("caught"), Map.of(StreamedTable.id(account), 6));
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    assertEquals(2, run("none", "replay"));
    assertEquals(2, run("none", "replay", "--name", "x", "--rate", "0"));
    assertEquals(2, run("none", "replay", "--name", "x", "--account", "y"));
    assertEquals(2, run("none", "forward"));
    assertEquals(0, run("none", "--help"));
  }

  @Test
  void aRestoreIsAnnouncedOnceAndTheRelayGoesOnInItsTimeline() throws Exception {
    kinesis.createStream("restored", 1);
    var account = table.accountWith(5);
    assertEquals(0, run("restored", "catch-up"));
    var copy = RestoredTables.copy(table, RestoredTables.isBeyond(account, 3).negate());
    var command =
        new String[] {"restored", "--at", "2026-01-31T12:00:00Z", "--from-table", table.name()};

    assertEquals(0, run(copy, "restored", command));
    assertEquals(0, run(copy, "restored", command));
    copy.add(account, 1);
    assertEquals(0, run(copy, "restored", "catch-up"));

    var records = kinesis.events("restored");
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 3L, 4L), Published.sequences(records, id(account)));
    assertEquals(id(account) + ":rewound:2", records.get(5).event().get("id").asText());
    assertEquals(2, records.get(6).event().get("timeline").asInt());
  }

  @Test
  void aRestoreThatCanNotBeIsRefused() throws Exception {
    var at = "--at=2026-01-31T12:00:00Z";
    assertEquals(2, run("none", "restored", "--all-accounts"));
    assertEquals(2, run("none", "restored", at));
    assertEquals(2, run("none", "restored", "--at=2999-01-31T12:00:00Z", "--all-accounts"));
    assertEquals(2, run("none", "restored", at, "--from-table", table.name()));
    assertTrue(table.row("passbook", 0).isEmpty());
  }

  private static String replay(Published each) {
    return each.event().path("replay").asText();
  }

  private static long distinct(List<Published> records) {
    return records.stream().map(each -> each.event().get("id")).distinct().count();
  }

  private static int[] ones() {
    return IntStream.generate(() -> 1).limit(EVENTS).toArray();
  }

  private int run(String stream, String... arguments) throws Exception {
    return run(table, stream, arguments);
  }

  private static int run(StreamedTable on, String stream, String... arguments) throws Exception {
    var process = relay(on, stream, arguments);
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    return process.exitValue();
  }

  private Process relay(String stream) throws IOException {
    return relay(table, stream);
  }

  private static Process relay(StreamedTable on, String stream, String... arguments)
      throws IOException {
    return RelayProcess.start(
        on.name(),
        DynamoDbLocalResource.endpoint(),
        stream,
        kinesis.endpoint(),
        Map.of(),
        arguments);
  }
}
