package dev.passbook.streaming;

import static dev.passbook.streaming.StreamedTable.id;
import static org.awaitility.Awaitility.await;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Checks that events survive when the table's stream is switched off and on, which creates a new
 * stream without the old records.
 */
class StreamSwitchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final StreamedTable table = StreamedTable.started();
  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Relay relay = table.relay(stream, "events", new SimpleMeterRegistry());
  private StreamPoller poller = poller();

  private StreamPoller poller() {
    return new StreamPoller(
        table.client(),
        DynamoDbLocalResource.streams(),
        table.name(),
        table.change(relay),
        relay,
        PAUSE);
  }

  @AfterEach
  void stop() {
    poller.stop();
  }

  @Test
  void eventsWrittenInBetweenArePublished() {
    poller.start();
    var account = table.accountWith(2);
    awaitComplete(Map.of(id(account), 2));

    table.switchStream(false);
    table.add(account, 3);
    table.switchStream(true);

    awaitComplete(Map.of(id(account), 5));
    var later = table.accountWith(1);
    awaitComplete(Map.of(id(account), 5, id(later), 1));
  }

  @Test
  void eventsArePublishedWhenTheSwitchHappensWithoutARelay() {
    poller.start();
    var account = table.accountWith(2);
    awaitComplete(Map.of(id(account), 2));
    await().atMost(PATIENCE).until(() -> !table.row("bookmark-followed-stream", 0).isEmpty());
    poller.stop();
    table.switchStream(false);
    table.add(account, 3);
    table.switchStream(true);

    poller = poller();
    poller.start();

    awaitComplete(Map.of(id(account), 5));
  }

  private void awaitComplete(Map<String, Integer> eventCounts) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> Published.assertComplete(stream.events(), eventCounts));
  }
}
