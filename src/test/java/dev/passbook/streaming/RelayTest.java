package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Checks that each account's events arrive in order, whatever fails on the way to Kinesis. */
class RelayTest {
  private static final StreamedTable TABLE = StreamedTable.started();

  private static final int FULL = KinesisRecord.MAX_EVENTS;

  /** Ends before the relay finishes. The relay keeps a second of it for the cursor. */
  private static final Duration BRIEF = Duration.ofSeconds(4);

  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Relay relay = TABLE.relay(kinesis, "events", metrics);

  /** Loads and compiles the classes once, outside the short budgets below. */
  @BeforeAll
  static void once() {
    var relay = TABLE.relay(new InMemoryKinesis(), "events", new SimpleMeterRegistry());
    get(relay.catchUp(TABLE.accountWith(2), soon()));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private Cursor catchUp(StreamId account) {
    return get(relay.catchUp(account, soon()));
  }

  private List<Long> published(StreamId account) {
    return Published.sequences(stream.events(), id(account));
  }

  private List<Long> firstOfEachRecord() {
    return stream.records().stream().map(events -> events.get(0).sequence()).toList();
  }

  private static Cursor cursor(StreamId account) {
    return get(TABLE.cursors().read(account, soon()));
  }

  private static List<Long> upTo(int version) {
    return IntStream.rangeClosed(1, version).mapToObj(Long::valueOf).toList();
  }

  @Test
  void everyEventIsPublishedOnceAndInOrder() {
    var account = TABLE.accountWith(3);

    catchUp(account);
    catchUp(account);
    TABLE.add(account, 2);
    catchUp(account);

    assertEquals(upTo(5), published(account));
    assertEquals(5, cursor(account).version());
    assertEquals(5.0, metrics.counter("passbook.relay.published").count());
  }

  /** Reads the cursor and one page, which isn't full and so is the last, and writes the cursor. */
  @Test
  void newEventsAreReadOnce() {
    var counted = new ScriptedClient(TABLE.client());
    var account = TABLE.accountWith(3);
    catchUp(account);
    TABLE.add(account, 2);

    get(TABLE.relay(counted, kinesis, "events", metrics).catchUp(account, soon()));

    assertEquals(1, counted.takePagesRead());
    assertEquals(
        Set.of(GetItemRequest.class, QueryRequest.class, UpdateItemRequest.class),
        counted.takeSent().stream().map(Object::getClass).collect(toSet()));
    assertEquals(upTo(5), published(account));
  }

  @Test
  void moreThanAPageOfRowsWithSeveralEventsIsPublished() {
    var account = TABLE.accountWith(1);
    IntStream.rangeClosed(1, 15).forEach(size -> TABLE.addRow(account, size));

    catchUp(account);

    assertEquals(upTo(121), published(account));
  }

  @Test
  void itResumesInTheMiddleOfARow() {
    var account = TABLE.accountWith(1);
    TABLE.addRow(account, FULL + 5);
    kinesis.next(Mishap.NONE).otherwise(() -> Mishap.FAILS);
    assertUnfinished(account, BRIEF);
    assertEquals(FULL, cursor(account).version());

    kinesis.otherwise(() -> Mishap.NONE);
    catchUp(account);

    assertEquals(upTo(FULL + 6), published(account));
  }

  @Test
  void aMissingAccountHasNothingToPublish() {
    var account = StreamedTable.account();

    assertEquals(Cursor.start(account), catchUp(account));
    assertEquals(Set.of(), get(relay.catchUp(List.of(account, account), soon())));
    assertEquals(0, kinesis.calls());
  }

  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "FAILS"})
  void aRecordThatKinesisRejectsIsSentAgain(Mishap mishap) {
    var account = TABLE.accountWithRecords(3);
    kinesis.next(mishap, Mishap.NONE, mishap, mishap, Mishap.NONE, mishap);

    catchUp(account);

    assertEquals(upTo(3 * FULL), published(account));
  }

  @Test
  void aLostResponseRepeatsARecordInItsPlace() {
    var account = TABLE.accountWithRecords(3);
    kinesis.next(Mishap.NONE, Mishap.ANSWER_LOST);

    catchUp(account);

    assertEquals(List.of(1L, 1L + FULL, 1L + FULL, 1L + 2 * FULL), firstOfEachRecord());
    Published.assertComplete(stream.events(), Map.of(id(account), 3 * FULL));
  }

  @Test
  void aRelayThatDiesBeforeItsCursorMovesCausesARepeat() {
    var account = TABLE.accountWith(2);
    catchUp(account);
    TABLE.add(account, 2);
    var before = cursor(account);
    catchUp(account);
    rewind(account, before);

    catchUp(account);

    assertEquals(List.of(1L, 2L, 3L, 4L, 3L, 4L), published(account));
  }

  private static void rewind(StreamId account, Cursor to) {
    var now = cursor(account);
    assertTrue(get(TABLE.cursors().move(now, to.version(), to.receipt(), soon())));
  }

  @Test
  void oneOfTwoConcurrentCursorMovesFails() {
    var account = TABLE.accountWith(1);
    var start = cursor(account);

    assertTrue(get(TABLE.cursors().move(start, 1, "49", soon())));
    assertFalse(get(TABLE.cursors().move(start, 2, "50", soon())));
    assertEquals(1, cursor(account).version());
    assertEquals("49", cursor(account).receipt());
  }

  @Test
  void twoRelaysOnOneAccountKeepItsOrder() {
    var account = TABLE.accountWithRecords(8);

    var relays = Stream.generate(() -> relay.catchUp(account, soon())).limit(4).toList();
    get(Uni.join().all(relays).andFailFast());

    Published.assertComplete(stream.events(), Map.of(id(account), 8 * FULL));
    assertEquals(8 * FULL, cursor(account).version());
  }

  /** Kinesis fails as a whole, so no account is parked. */
  @ParameterizedTest
  @EnumSource(names = {"THROTTLED", "FAILS", "STREAM_MISSING", "ACCESS_DENIED"})
  void whileKinesisFailsTheAccountStaysUnfinishedAndIsNotParked(Mishap mishap) {
    var account = TABLE.accountWithRecords(2);
    kinesis.next(Mishap.NONE).otherwise(() -> mishap);

    assertUnfinished(account, BRIEF);
    assertEquals(FULL, cursor(account).version());
    assertTrue(cursor(account).parked().isEmpty());

    kinesis.otherwise(() -> Mishap.NONE);
    catchUp(account);
    assertEquals(upTo(2 * FULL), published(account));
  }

  @Test
  void aRelayThatDiesInALongHistoryRepeatsOnlyARecord() {
    var account = TABLE.accountWithRecords(4);
    TABLE.addRow(account, 7);
    var mortal = new Mortal();
    var dying = TABLE.relay(mortal.client(KinesisAsyncClient.class, kinesis), "events", metrics);
    kinesis.otherwise(
        () -> {
          if (kinesis.calls() == 3) {
            mortal.kill();
          }
          return Mishap.NONE;
        });

    var way = dying.catchUp(account, soon()).subscribe().with(done -> {}, failure -> {});
    await().atMost(Duration.ofSeconds(30)).until(() -> kinesis.calls() >= 3);
    way.cancel();
    catchUp(account);

    Published.assertComplete(stream.events(), Map.of(id(account), 4 * FULL + 7));
    assertTrue(published(account).size() <= 5 * FULL + 7, () -> published(account).toString());
  }

  /** Without this, a slow Kinesis would get the same events again and again. */
  @Test
  void theCursorKeepsWhatASlowKinesisAccepted() {
    var account = TABLE.accountWithRecords(50);
    kinesis.otherwise(() -> Mishap.SLOW);

    assertUnfinished(account, BRIEF);

    var taken = cursor(account).version();
    assertTrue(taken > 0 && taken < 50 * FULL, () -> "up to " + taken);
    assertEquals(upTo((int) taken), published(account));
  }

  private void assertUnfinished(StreamId account, Duration budget) {
    assertEquals(Set.of(account), get(relay.catchUp(List.of(account), Deadline.in(budget))));
  }

  @Test
  void aSequenceNumberOfAnotherStreamIsIgnored() {
    var account = TABLE.accountWith(1);
    assertTrue(get(TABLE.cursors().move(Cursor.start(account), 1, "987654321", soon())));
    TABLE.add(account, 1);

    catchUp(account);

    assertEquals(List.of(2L), published(account));
    assertTrue(cursor(account).parked().isEmpty());
  }

  @Test
  void aCursorRowIsNoHint() {
    var account = TABLE.accountWith(1);
    catchUp(account);
    var row = TABLE.row("cursor-" + account, 0);

    assertEquals("1", row.get("Passed").n());
    assertTrue(Hints.of("INSERT", row.get("StreamId").s()).isEmpty());
    assertTrue(Hints.of("MODIFY", row.get("StreamId").s()).isEmpty());
    assertTrue(Hints.of("INSERT", "key-0a1b").isEmpty());
    assertTrue(Hints.of("REMOVE", account.value()).isEmpty());
    assertEquals(account, Hints.of("INSERT", account.value()).orElseThrow());
    assertEquals(account, Hints.of("MODIFY", account.value()).orElseThrow());
  }

  @Test
  void anEventThatIsTooLargeForKinesisIsRefusedBeforeItIsSent() {
    var publisher = new KinesisPublisher(kinesis, "events");
    Uni<String> answer = publisher.publish("a", new byte[KinesisPublisher.MAX_BYTES], null, soon());

    assertThrows(Unpublishable.class, () -> get(answer));
    assertEquals(0, kinesis.calls());
  }
}
