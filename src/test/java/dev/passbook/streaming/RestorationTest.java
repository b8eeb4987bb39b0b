package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.RestoredTables.isBeyond;
import static dev.passbook.streaming.StreamedTable.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.decider.LiveFeed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Restores tables, and checks what the relay and the consumers learn of it. */
class RestorationTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final StreamedTable OLD = StreamedTable.started();

  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StreamId account = OLD.accountWith(10);

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private Cursor relay(StreamedTable table, StreamId named) {
    return get(table.relay(kinesis, "events", metrics).catchUp(named, soon()));
  }

  /** Returns a copy of the table in which these rows are not yet written. */
  private StreamedTable restoredWithout(Predicate<Map<String, AttributeValue>> later) {
    return RestoredTables.copy(OLD, later.negate());
  }

  private static Timelines timelines(StreamedTable table) {
    return new Timelines(new TableFacts(table.client(), table.name()));
  }

  private static Timeline raise(StreamedTable table, Instant at) {
    return get(timelines(table).raise(at, 2, soon()));
  }

  private Restoration announce(StreamedTable table, PublishedVersions published) {
    return announce(table, published, account);
  }

  private Restoration announce(
      StreamedTable table, PublishedVersions published, StreamId... accounts) {
    var restoration =
        new Restoration(
            table.store(),
            table.cursors(),
            new KinesisPublisher(kinesis, "events"),
            raise(table, NOON),
            10_000);
    get(restoration.of(List.of(accounts), published));
    return restoration;
  }

  private static OldTable old() {
    return new OldTable(OLD.client(), OLD.config());
  }

  private Published last() {
    var records = stream.events();
    return records.get(records.size() - 1);
  }

  @Test
  void aCursorPastTheHeadStandsStillUntilTheRestoreIsAnnounced() {
    relay(OLD, account);
    var restored = restoredWithout(isBeyond(account, 7));

    var stuck = relay(restored, account);

    assertEquals(10, stuck.version());
    assertEquals(8, stuck.parked().orElseThrow().version());
    assertTrue(stuck.parked().get().reason().contains("published up to version 10"));
    assertEquals(1.0, metrics.counter("passbook.relay.parked").count());
    restored.add(account, 5);
    var later = relay(restored, account);
    assertEquals(10, later.version());
    assertEquals(8, later.parked().orElseThrow().version());
    assertEquals(10, Published.sequences(stream.events(), id(account)).size());
  }

  @Test
  void anAnnouncedRestoreCutsOffAndGoesOnInTheNextTimeline() {
    relay(OLD, account);
    var restored = restoredWithout(isBeyond(account, 7));
    relay(restored, account);

    assertEquals(1, announce(restored, old()).rewound());

    var rewound = last().event();
    assertEquals("dev.passbook.HistoryRewound.v1", rewound.get("type").asText());
    assertEquals(id(account) + ":rewound:2", rewound.get("id").asText());
    assertEquals("2026-01-31T12:00:00.000Z", rewound.get("time").asText());
    assertEquals(7, last().sequence());
    assertEquals(6, rewound.at("/data/balance").asInt());
    restored.add(account, 1);
    assertEquals(8, relay(restored, account).version());
    assertEquals(8, last().sequence());
    assertEquals(2, last().event().get("timeline").asInt());
  }

  @Test
  void anAccountOfWhichNothingIsCutOffIsNotAnnounced() {
    relay(OLD, account);
    var restored = restoredWithout(row -> false);

    assertEquals(0, announce(restored, old()).rewound());
    assertEquals(10, stream.events().size());
  }

  /** The relay may have published more than its cursor says. */
  @Test
  void theOldHeadCountsAndNotTheOldCursor() {
    var restored = restoredWithout(isBeyond(account, 7));

    assertEquals(1, announce(restored, old()).rewound());
  }

  @Test
  void anAccountThatTheOldTableLostIsAnnounced() {
    var restored = restoredWithout(row -> false);
    for (int version = 1; version <= 10; version++) {
      OLD.delete(account, version);
    }

    assertEquals(1, announce(restored, old()).rewound());
    assertEquals(10, last().sequence());
  }

  @Test
  void anAccountThatWasOpenedLaterIsCutOffAsAWhole() {
    relay(OLD, account);
    var restored = restoredWithout(row -> row.get("StreamId").s().contains(id(account)));

    assertEquals(1, announce(restored, PublishedVersions.OPENED).rewound());

    assertEquals(0, last().sequence());
    assertTrue(last().event().get("data").isEmpty());
    assertTrue(restored.row("cursor-" + account, 0).isEmpty());
  }

  @Test
  void anUnreadableAccountIsLeftOutAndTheOthersGoOn() {
    var poisoned = OLD.accountWith(5);
    var restored = restoredWithout(row -> false);
    restored.poison(poisoned, 5);

    var restoration = announce(restored, PublishedVersions.UNKNOWN, poisoned, account);

    assertEquals(1, restoration.unreadable());
    assertEquals(1, restoration.rewound());
  }

  @Test
  void anAccountWithADamagedCursorIsLeftOutAndTheOthersGoOn() {
    var damaged = OLD.accountWith(5);
    relay(OLD, damaged);
    var restored = restoredWithout(row -> false);
    restored.change("cursor-" + damaged, 0, "REMOVE Passed", Map.of());

    var restoration = announce(restored, PublishedVersions.UNKNOWN, damaged, account);

    assertEquals(1, restoration.unreadable());
    assertEquals(1, restoration.rewound());
  }

  @Test
  void anAccountWithADamagedCursorInTheOldTableIsAnnounced() {
    relay(OLD, account);
    var restored = restoredWithout(row -> false);
    OLD.change("cursor-" + account, 0, "REMOVE Passed", Map.of());

    assertEquals(1, announce(restored, old()).rewound());
  }

  @Test
  void aTimelineBeginsOnceForARestore() {
    var restored = restoredWithout(row -> false);

    assertEquals(Timeline.FIRST, get(timelines(restored).current(soon())));
    assertEquals(2, raise(restored, NOON).number());
    assertEquals(2, raise(restored, NOON).number());
    assertEquals(3, raise(restored, NOON.plusSeconds(1)).number());
    var higher = get(timelines(restored).raise(NOON.plusSeconds(2), 9, soon()));
    assertEquals(9, higher.number());
    assertEquals(higher, get(timelines(restored).current(soon())));
  }

  @Test
  void anAnnouncementThatKinesisDidNotTakeIsMadeAgain() {
    var restored = restoredWithout(isBeyond(account, 7));
    kinesis.next(Mishap.FAILS);

    announce(restored, old());
    announce(restored, old());

    assertEquals(List.of(7L, 7L), Published.sequences(stream.events(), id(account)));
    assertEquals(stream.events().get(0), stream.events().get(1));
  }

  /** Its listeners connect again, and learn that their last event is beyond the head. */
  @Test
  void aLiveFeedFailsWhenItsStreamIsCutOff() {
    var feed = new LiveFeed<>(account, OLD.store());
    get(feed.look());
    OLD.delete(account, 10);

    assertThrows(UnreadableHistory.class, () -> get(feed.look()));
  }

  @Test
  void anUnknownTimelineStopsEveryPublication() {
    var restored = restoredWithout(row -> false);
    restored.put(
        Map.of(
            "StreamId", AttributeValue.fromS("passbook"),
            "Version", AttributeValue.fromN("0"),
            "Timeline", AttributeValue.fromS("two")));

    var relay = restored.relay(kinesis, "events", metrics);
    assertThrows(RuntimeException.class, () -> get(relay.catchUp(Set.of(account), soon())));
    assertEquals(List.of(), stream.events());
  }
}
