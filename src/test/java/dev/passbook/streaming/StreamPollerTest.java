package dev.passbook.streaming;

import static dev.passbook.streaming.StreamedTable.id;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that the poller goes on while an account takes long. */
class StreamPollerTest {
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StreamedTable table = StreamedTable.started();
  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final Relay relay = table.relay(kinesis, "events", new SimpleMeterRegistry());
  private final StreamPoller poller =
      new StreamPoller(
          table.client(),
          DynamoDbLocalResource.streams(),
          table.name(),
          table.change(relay),
          relay,
          PAUSE);

  @BeforeEach
  void start() {
    poller.start();
  }

  @AfterEach
  void stop() {
    poller.stop();
  }

  private List<Long> published(StreamId account) {
    return Published.sequences(stream.events(), id(account));
  }

  private void awaitPublished(StreamId account, int events) {
    var all = LongStream.rangeClosed(1, events).boxed().toList();
    await().atMost(PATIENCE).until(() -> published(account).containsAll(all));
  }

  /** The throttled account is hinted at again and again, and its events arrive in the end. */
  @Test
  void aThrottledAccountHoldsUpNoLaterHint() {
    var throttled = table.accountWith(1);
    kinesis.when(put -> put.partitionKey().equals(id(throttled)), Mishap.THROTTLED);
    var other = table.accountWith(1);

    for (int events = 2; events <= 6; events++) {
      table.add(throttled, 1);
      table.add(other, 1);
      awaitPublished(other, events);
    }

    assertEquals(List.of(), published(throttled));
    kinesis.when(put -> false, Mishap.NONE);
    awaitPublished(throttled, 6);
  }

  /** While a record is under way, further hints to its account come in. */
  @Test
  void noEventIsPublishedTwice() {
    kinesis.otherwise(() -> Mishap.SLOW);
    var account = table.accountWith(40);

    awaitPublished(account, 40);

    assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), published(account));
  }
}
