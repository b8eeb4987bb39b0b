package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.streaming.Mishaps.Mishap;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;

/**
 * Checks that an account's events travel in records of several, and what a consumer makes of it.
 */
class PublishedRecordsTest {
  private static final StreamedTable TABLE = StreamedTable.started();
  private static final int FULL = KinesisRecord.MAX_EVENTS;

  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Mishaps kinesis = new Mishaps(stream);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ScriptedClient counted = new ScriptedClient(TABLE.client());
  private final Relay relay = TABLE.relay(counted, kinesis, "events", metrics);
  private final StreamId account = StreamedTable.account();

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private Cursor catchUp() {
    return get(relay.catchUp(account, soon()));
  }

  private void rows(int... sizes) {
    TABLE.fill(account, sizes);
  }

  private List<Integer> sizes() {
    return stream.records().stream().map(List::size).toList();
  }

  private List<Long> published() {
    return Published.sequences(stream.events(), id(account));
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  /**
   * Moves the cursor back, as if the relay had died after the put and before it moved the cursor.
   */
  private void dieBeforeTheCursorMoves(Cursor before) {
    var now = get(TABLE.cursors().read(account, soon()));
    assertTrue(get(TABLE.cursors().move(now, before.version(), before.receipt(), soon())));
  }

  private ReadModel consumer() {
    var model = new ReadModel();
    stream.events().forEach(each -> model.take(each.event()));
    return model;
  }

  /** In these tables, the balance is one less than the version. */
  private void assertConsumed(long version) {
    assertEquals(Set.of(), consumer().gaps());
    assertEquals(BigDecimal.valueOf(version - 1), consumer().totals().values().iterator().next());
  }

  @Test
  void theEventsOfManyRowsShareARecord() {
    rows(IntStream.rangeClosed(1, 15).toArray());

    catchUp();

    assertEquals(List.of(120), sizes());
    assertEquals(1, kinesis.calls());
    assertEquals(120.0, metrics.counter("passbook.relay.published").count());
    Published.assertComplete(stream.events(), Map.of(id(account), 120));
  }

  @Test
  void aLongHistoryTravelsInFullRecords() {
    rows(IntStream.generate(() -> 150).limit(10).toArray());

    catchUp();

    Published.assertComplete(stream.events(), Map.of(id(account), 1_500));
    assertTrue(kinesis.calls() <= 10, () -> sizes().toString());
    assertTrue(sizes().stream().allMatch(size -> size <= FULL), () -> sizes().toString());
  }

  /** The cursor and the table's facts cost a read each, and a page of rows costs by its size. */
  @Test
  void aBusyAccountCostsFarLessThanAReadUnitForAnEvent() {
    rows(IntStream.generate(() -> 1).limit(2 * FULL).toArray());
    catchUp();
    var queries = counted.takeUnitsRead();

    assertEquals(2 * FULL, published().size());
    assertTrue(queries + 2 <= 2 * FULL / 4, () -> queries + " read units");
  }

  /** A consumer drops what it knows of a longer record, and takes the rest. */
  @Test
  void aRepeatMayBeLongerThanTheRecordThatItRepeats() {
    rows(1, 9);
    dieBeforeTheCursorMoves(beforeItsRecord());
    TABLE.add(account, 5);

    catchUp();

    assertEquals(List.of(10, 15), sizes());
    assertConsumed(15);
    assertEquals(10, consumer().repeats());
  }

  private Cursor beforeItsRecord() {
    var before = get(TABLE.cursors().read(account, soon()));
    catchUp();
    return before;
  }

  /** The row became unreadable after the record with its events was put. */
  @Test
  void aRepeatMayBeShorterThanTheRecordThatItRepeats() {
    rows(1, 4, 5);
    dieBeforeTheCursorMoves(beforeItsRecord());
    TABLE.poison(account, 6);

    var parked = catchUp();

    assertEquals(6, parked.parked().orElseThrow().version());
    assertConsumed(10);
    TABLE.mend(account, 6);
    catchUp();
    assertEquals(range(6, 10), published().subList(15, 20));
    assertConsumed(10);
  }

  @Test
  void allBeforeAnUnreadableRowIsPublishedAtOnceAndTheAccountIsParked() {
    rows(IntStream.generate(() -> 1).limit(FULL).toArray());
    TABLE.poison(account, 151);

    var parked = catchUp();

    assertEquals(150, parked.version());
    assertEquals(151, parked.parked().orElseThrow().version());
    assertEquals(range(1, 150), published());
    assertTrue(kinesis.calls() <= 5, () -> sizes().toString());
  }

  /** Rows are lost, and those after them are beyond a shorter read. */
  @Test
  void allBeforeAGapIsPublishedAndTheAccountIsParked() {
    rows(IntStream.generate(() -> 1).limit(FULL).toArray());
    LongStream.rangeClosed(4, 190).forEach(version -> TABLE.delete(account, version));

    var parked = catchUp();

    assertEquals(range(1, 3), published());
    assertEquals(4, parked.parked().orElseThrow().version());
  }

  private boolean holds(PutRecordRequest put, long version) {
    return put.data().asUtf8String().contains("\"id\":\"" + id(account) + ":" + version + "\"");
  }

  @Test
  void allBeforeARefusedEventIsPublishedAndTheAccountIsParkedThere() {
    rows(1, FULL - 1);
    kinesis.when(put -> holds(put, 77), Mishap.INVALID);

    var parked = catchUp();

    assertEquals(range(1, 76), published());
    assertEquals(76, parked.version());
    assertEquals(77, parked.parked().orElseThrow().version());
    assertTrue(kinesis.calls() < 80, () -> kinesis.calls() + " puts");

    kinesis.when(put -> false, Mishap.NONE);
    catchUp();
    assertEquals(range(1, FULL), published());
  }

  /** Such as one that is larger than the stream allows. */
  @Test
  void aRecordThatIsRefusedAsAWholeIsPublishedInParts() {
    rows(1, FULL - 1);
    kinesis.when(put -> put.data().asByteArrayUnsafe().length > 16 * 1_024, Mishap.INVALID);

    var cursor = catchUp();

    assertEquals(range(1, FULL), published());
    assertEquals(FULL, cursor.version());
    assertTrue(cursor.parked().isEmpty());
  }

  @Test
  void aThrottledAccountHoldsUpNoOther() {
    rows(1, 9);
    var others = List.of(TABLE.accountWith(2), TABLE.accountWith(3));
    kinesis.when(put -> put.partitionKey().equals(id(account)), Mishap.THROTTLED);
    var all = List.of(account, others.get(0), others.get(1));

    var left = get(relay.catchUp(all, Deadline.in(Duration.ofSeconds(5))));

    assertEquals(Set.of(account), left);
    Published.assertComplete(stream.events(), Map.of(id(others.get(0)), 2, id(others.get(1)), 3));
    kinesis.when(put -> false, Mishap.NONE);
    catchUp();
    assertEquals(range(1, 10), published());
  }

  /** Each starts at a cursor that the other one moves, with other ends of their records. */
  @Test
  void twoRelaysAtOnceLeaveNoGap() {
    rows(IntStream.generate(() -> 130).limit(12).toArray());
    kinesis.otherwise(() -> Mishap.SLOW);
    var other = TABLE.relay(kinesis, "events", metrics);

    var both = List.of(relay.catchUp(account, soon()), other.catchUp(account, soon()));
    get(Uni.join().all(both).andFailFast());

    Published.assertComplete(stream.events(), Map.of(id(account), 12 * 130));
    assertConsumed(12 * 130);
  }

  /** The record went out in the first timeline, and a restore took half of its events back. */
  @Test
  void aRestoreMayCutThroughARecord() {
    rows(1, 4, 5);
    dieBeforeTheCursorMoves(beforeItsRecord());
    var isKept = RestoredTables.isBeyond(account, 2).negate();
    var restored =
        RestoredTables.copy(
            TABLE, isKept.and(row -> row.get("StreamId").s().endsWith(id(account))));
    var second = get(restored.timelines().raise(Instant.now(), 2, soon()));
    var publisher = new KinesisPublisher(kinesis, "events");
    var old = new OldTable(TABLE.client(), TABLE.config());
    get(
        new Restoration(restored.store(), restored.cursors(), publisher, second, 1_000)
            .of(List.of(account), old));
    restored.add(account, 3);

    get(restored.relay(kinesis, "events", metrics).catchUp(account, soon()));

    assertEquals(List.of(10, 1, 8), sizes());
    assertConsumed(8);
  }
}
