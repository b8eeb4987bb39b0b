package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Cursor.Parked;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that an account whose next event can't be published is parked while the others go on. */
class ParkingTest {
  private static final StreamedTable TABLE = StreamedTable.started();

  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Relay relay = TABLE.relay(kinesis, "events", metrics);

  private Set<StreamId> catchUp(StreamId... accounts) {
    return get(relay.catchUp(List.of(accounts), Deadline.in(Duration.ofSeconds(20))));
  }

  private List<Long> published(StreamId account) {
    return Published.sequences(stream.events(), id(account));
  }

  private static Parked parked(StreamId account) {
    return get(TABLE.cursors().read(account, Deadline.in(Duration.ofSeconds(5))))
        .parked()
        .orElseThrow();
  }

  private static boolean isParked(StreamId account) {
    return TABLE.row("cursor-" + account, 0).containsKey("Parked");
  }

  private double timesParked() {
    return metrics.counter("passbook.relay.parked").count();
  }

  @Test
  void anUnreadableAccountIsParkedWithItsReasonAndTheOthersGoOn() {
    var poisoned = TABLE.accountWith(5);
    var sound = TABLE.accountWith(5);
    TABLE.poison(poisoned, 4);

    assertEquals(Set.of(), catchUp(poisoned, sound));

    assertEquals(List.of(1L, 2L, 3L), published(poisoned));
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L), published(sound));
    assertEquals(4, parked(poisoned).version());
    assertThat(parked(poisoned).reason(), containsString("unknown event type BalanceMultiplied"));
    assertEquals(1.0, timesParked());
  }

  @Test
  void theNextHintAfterTheRepairUnparksIt() {
    var account = TABLE.accountWith(3);
    TABLE.poison(account, 2);
    catchUp(account);
    TABLE.add(account, 0);

    TABLE.mend(account, 2);
    catchUp(account);

    assertEquals(List.of(1L, 2L, 3L), published(account));
    assertTrue(!isParked(account));
  }

  @Test
  void aParkedAccountIsTriedOncePerHintAndCountedOnce() {
    var account = TABLE.accountWith(2);
    TABLE.poison(account, 2);

    catchUp(account);
    var since = parked(account).at();
    catchUp(account);
    catchUp(account);

    assertEquals(1.0, timesParked());
    assertEquals(since, parked(account).at());
  }

  @Test
  void theFirstEventMayBeTheUnreadableOne() {
    var account = TABLE.accountWith(2);
    TABLE.poison(account, 1);
    catchUp(account);
    assertEquals(1, parked(account).version());

    TABLE.mend(account, 1);
    catchUp(account);

    assertEquals(List.of(1L, 2L), published(account));
  }

  @Test
  void nothingIsPublishedPastAGap() {
    var account = TABLE.accountWith(4);
    var lost = TABLE.row(account.value(), 3);
    TABLE.delete(account, 3);
    catchUp(account);
    assertEquals(List.of(1L, 2L), published(account));
    assertThat(parked(account).reason(), containsString("there is a gap"));

    TABLE.put(lost);
    catchUp(account);

    assertEquals(List.of(1L, 2L, 3L, 4L), published(account));
    assertTrue(!isParked(account));
  }

  @Test
  void theRepairMayRemoveTheUnreadableEvent() {
    var account = TABLE.accountWith(2);
    TABLE.poison(account, 2);
    catchUp(account);

    TABLE.delete(account, 2);
    catchUp(account);

    assertEquals(List.of(1L), published(account));
    assertTrue(!isParked(account));
  }

  @Test
  void anEventThatKinesisRefusesParksItsAccountAfterThreeTries() {
    var account = TABLE.accountWith(2);
    kinesis.otherwise(() -> Mishap.INVALID);

    assertEquals(Set.of(), catchUp(account));
    assertEquals(6, kinesis.calls(), "three times both events, and three times the first one");
    assertThat(parked(account).reason(), containsString("Kinesis refuses it"));

    kinesis.otherwise(() -> Mishap.NONE);
    catchUp(account);
    assertEquals(List.of(1L, 2L), published(account));
  }

  @Test
  void anEventThatSucceedsOnTheThirdTryParksNothing() {
    var account = TABLE.accountWith(2);
    kinesis.next(Mishap.INVALID, Mishap.INVALID, Mishap.INVALID, Mishap.INVALID);

    catchUp(account);

    assertEquals(List.of(1L, 2L), published(account));
    assertEquals(0.0, timesParked());
  }
}
