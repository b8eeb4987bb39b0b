package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Checks what goes into one record and what its bytes are. */
class KinesisRecordTest {
  private static final StreamId ACCOUNT = StreamedTable.account();
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static RecordedEvent<AccountEvent> event(long version) {
    var zero = new Money(BigDecimal.ZERO, Currencies.of("JPY"));
    return new RecordedEvent<>(
        ACCOUNT, version, NOON, "command-" + version, null, new AccountClosed(zero));
  }

  private static List<RecordedEvent<AccountEvent>> events(int number) {
    return LongStream.rangeClosed(1, number).mapToObj(KinesisRecordTest::event).toList();
  }

  private static byte[] json(RecordedEvent<AccountEvent> event) {
    return DomainEvents.json(event, Timeline.FIRST);
  }

  private static KinesisRecord sized(int... bytes) {
    Function<RecordedEvent<AccountEvent>, byte[]> size =
        event -> new byte[bytes[(int) event.version() - 1]];
    return KinesisRecord.ofFirst(events(bytes.length), KinesisRecord.MAX_EVENTS, size);
  }

  /** Consumers of quiet accounts see no difference to a release without batches. */
  @Test
  void aSingleEventIsItsDocumentAlone() {
    var single = KinesisRecord.ofFirst(events(1), 10, KinesisRecordTest::json);

    assertArrayEquals(json(event(1)), single.data());
  }

  /** Firehose ends each record with a line break, so a record must not end with one. */
  @Test
  void eachEventIsALineAndTheLastOneHasNoLineBreak() {
    var three = KinesisRecord.ofFirst(events(3), 10, KinesisRecordTest::json);

    var text = new String(three.data(), StandardCharsets.UTF_8);
    assertEquals(3, text.split("\n", -1).length);
    assertEquals(3, three.lastVersion());
    assertTrue(text.endsWith("}"));
  }

  @Test
  void theFilesOfFirehoseHaveOneEventOnEachLine() {
    var records = List.of(events(1), events(3), events(1));
    var file = new StringBuilder();
    for (var each : records) {
      var next = KinesisRecord.ofFirst(each, 10, KinesisRecordTest::json);
      file.append(new String(next.data(), StandardCharsets.UTF_8)).append('\n');
    }

    assertEquals(5, file.toString().split("\n").length);
    file.toString()
        .lines()
        .forEach(line -> EventSchemas.valid(line.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aRecordHasAtMostSoManyEvents() {
    var most = KinesisRecord.MAX_EVENTS;
    assertEquals(
        most, KinesisRecord.ofFirst(events(most + 1), most, KinesisRecordTest::json).size());
    assertEquals(2, KinesisRecord.ofFirst(events(9), 2, KinesisRecordTest::json).size());
  }

  @Test
  void aRecordOfSeveralEventsHasAtMostSoManyBytes() {
    var most = KinesisRecord.MAX_BYTES;
    assertEquals(2, sized(most / 2, most - most / 2 - 1).size());
    assertEquals(most, sized(most / 2, most - most / 2 - 1).data().length);
    assertEquals(1, sized(most / 2, most - most / 2).size());
    assertEquals(1, sized(1, most).size());
  }

  @Test
  void aHugeEventHasARecordOfItsOwn() {
    var huge = KinesisRecord.MAX_BYTES + 1;

    assertEquals(1, sized(huge, 1).size());
    assertEquals(huge, sized(huge, 1).data().length);
    assertEquals(1, sized(1, huge).size());
  }

  @Property(tries = 200)
  void recordsOfAnySizesHoldAllEventsInOrder(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 300_000) Integer> sizes,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    var left = events(sizes.size());
    var seen = new ArrayList<Long>();
    while (!left.isEmpty()) {
      var next =
          KinesisRecord.ofFirst(
              left, most, event -> new byte[sizes.get((int) event.version() - 1)]);
      assertTrue(next.size() <= most);
      assertTrue(next.size() == 1 || next.data().length <= KinesisRecord.MAX_BYTES);
      next.events().forEach(event -> seen.add(event.version()));
      left = left.subList(next.size(), left.size());
    }
    assertEquals(LongStream.rangeClosed(1, sizes.size()).boxed().toList(), seen);
  }
}
