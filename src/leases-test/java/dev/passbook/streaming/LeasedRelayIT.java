package dev.passbook.streaming;

import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks packaged relays that share a table's stream by leases, which DynamoDB Local keeps. */
class LeasedRelayIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int ACCOUNTS = 20;
  private static final int EVENTS = 15;

  private static KinesisLocal kinesis;
  private static RegionInArns database;

  private final StreamedTable table = StreamedTable.started();
  private final String leases = "Leases-of-" + table.name();

  @BeforeAll
  static void start() {
    kinesis = KinesisLocal.started();
    database = new RegionInArns(DynamoDbLocalResource.endpoint());
  }

  @AfterAll
  static void stop() {
    if (kinesis != null) {
      kinesis.close();
      database.close();
    }
  }

  @Test
  void anotherRelayContinuesAfterAStop() throws Exception {
    kinesis.createStream("left", 2);
    var first = relay("left");
    var accounts = new ArrayList<>(written());
    awaitPublished(accounts, "left");
    await().atMost(PATIENCE).until(() -> checkpoints().noneMatch("TRIM_HORIZON"::equals));
    var second = relay("left");

    first.destroy();
    assertTrue(first.waitFor(1, TimeUnit.MINUTES), "it ends when it is asked to");
    accounts.addAll(written());

    awaitPublished(accounts, "left");
    Published.assertComplete(kinesis.events("left"), eventCounts(accounts));
    second.destroy();
    assertTrue(second.waitFor(1, TimeUnit.MINUTES));
  }

  /** It takes the library two minutes to notice a dead leader. */
  @Tag("soak")
  @Test
  void anotherRelayTakesOverAfterAKill() throws Exception {
    kinesis.createStream("killed", 2);
    var first = relay("killed");
    var accounts = new ArrayList<>(written());
    await().atMost(PATIENCE).until(() -> !kinesis.events("killed").isEmpty());
    var second = relay("killed");

    first.destroyForcibly().waitFor();
    accounts.addAll(written());

    awaitPublished(accounts, "killed");
    Published.assertComplete(kinesis.events("killed"), eventCounts(accounts));
    second.destroyForcibly().waitFor();
  }

  private List<StreamId> written() {
    var accounts = Stream.generate(StreamedTable::account).limit(ACCOUNTS).toList();
    var ones = IntStream.generate(() -> 1).limit(EVENTS).toArray();
    accounts.forEach(each -> table.fill(each, ones));
    return accounts;
  }

  private static void awaitPublished(List<StreamId> accounts, String stream) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                kinesis.events(stream).stream()
                        .map(each -> each.event().get("id"))
                        .distinct()
                        .count()
                    == accounts.size() * EVENTS);
  }

  private static Map<String, Integer> eventCounts(List<StreamId> accounts) {
    return accounts.stream().collect(toMap(StreamedTable::id, each -> EVENTS));
  }

  /** Returns the library's checkpoint of each shard. */
  private Stream<String> checkpoints() {
    return table.client().scan(scan -> scan.tableName(leases)).join().items().stream()
        .map(lease -> lease.get("checkpoint").s());
  }

  /** Starts a relay with its pods' settings, except for the addresses. */
  private Process relay(String stream) throws IOException {
    var settings = new HashMap<String, String>();
    for (var file : List.of("base/passbook.env", "components/relay/relay.env")) {
      Files.readAllLines(Path.of("deploy", "kubernetes").resolve(file)).stream()
          .filter(line -> line.contains("=") && !line.startsWith("#"))
          .map(line -> line.split("=", 2))
          .forEach(setting -> settings.put(setting[0], setting[1]));
    }
    settings.put("PASSBOOK_RELAY_LEASES_TABLE", leases);
    settings.put("PASSBOOK_RELAY_LEASES_FAILOVER", "3s");
    return RelayProcess.start(
        table.name(), database.endpoint(), stream, kinesis.endpoint(), settings);
  }
}
