package dev.passbook.streaming;

import static org.awaitility.Awaitility.await;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the relay from a real table stream to a real Kinesis API. */
class OnKinesisTest {
  private static final Logger LOG = Logger.getLogger(OnKinesisTest.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The relay's default. */
  private static final Duration POLL_PAUSE = Duration.ofMillis(200);

  private static KinesisLocal kinesis;

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

  @Tag("soak")
  @Test
  void tenThousandEventsOfTwoHundredAccountsArriveInOrder() {
    kinesis.createStream("storm", 4);

    var eventCounts = new Storm(1, 200, 50, kinesis.client(), "storm").blow(10);

    var records = kinesis.events("storm");
    Published.assertComplete(records, eventCounts);
    LOG.infof("10,000 events over 200 accounts, 10 kills: %d records", records.size());
  }

  /** Pauses at random, so that writes happen at any moment between two polls. */
  @Test
  void thePollerPublishesWhatIsWritten() {
    publishes("fresh", 10);
  }

  @Tag("soak")
  @Test
  void thePollerPublishesAllThatIsWritten() {
    publishes("long", 100);
  }

  private static void publishes(String stream, int events) {
    kinesis.createStream(stream, 1);
    var table = StreamedTable.started();
    var metrics = new SimpleMeterRegistry();
    var relay = table.relay(kinesis.client(), stream, metrics);
    var poller =
        new StreamPoller(
            table.client(),
            DynamoDbLocalResource.streams(),
            table.name(),
            table.change(relay),
            relay,
            POLL_PAUSE);
    var moments = new Random(1);
    var waits = new ArrayList<Duration>();
    poller.start();
    try {
      var account = table.accountWith(1);
      await().atMost(PATIENCE).until(() -> kinesis.events(stream).size() == 1);
      for (int i = 2; i <= events; i++) {
        var written = i;
        LockSupport.parkNanos(moments.nextLong(2 * POLL_PAUSE.toNanos()));
        var start = System.nanoTime();
        table.add(account, 1);
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(PATIENCE)
            .until(() -> metrics.counter("passbook.relay.published").count() >= written);
        waits.add(Duration.ofNanos(System.nanoTime() - start));
      }
      Published.assertComplete(kinesis.events(stream), Map.of(StreamedTable.id(account), events));
    } finally {
      poller.stop();
    }
    Collections.sort(waits);
    LOG.infof(
        "From before the write to Kinesis: p50 %d ms, longest %d ms",
        waits.get(waits.size() / 2).toMillis(), waits.get(waits.size() - 1).toMillis());
  }
}
