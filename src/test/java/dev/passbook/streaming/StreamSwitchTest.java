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
 * A table's stream that is switched off and on again is another one, and knows nothing of before.
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
  void whatWasWrittenInBetweenIsPublished() {
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
  void alsoWhenItWasSwitchedWhileNoRelayRan() {
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

  private void awaitComplete(Map<String, Integer> heads) {
    await().atMost(PATIENCE).untilAsserted(() -> Published.assertComplete(stream.records(), heads));
  }
}
