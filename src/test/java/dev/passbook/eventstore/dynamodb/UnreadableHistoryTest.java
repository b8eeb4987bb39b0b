package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks that unreadable rows are reported by stream and version and never skipped. */
class UnreadableHistoryTest {
  private final EventStore<Tally, Counted> writer = TestTable.tallies(10);

  /** Does not know the states that the writer has left. */
  private final EventStore<Tally, Counted> store = TestTable.tallies(10);

  private final StreamId stream = newStream();

  @BeforeEach
  void sevenEvents() {
    fill(writer, stream, rows(7, 1));
  }

  @Test
  void anEventOfAnUnknownTypeIsReported() {
    damage(5, "Events", events(event("Type", AttributeValue.fromS("Recounted"))));

    var damage = assertUnreadable(5, () -> load(store, stream));

    assertTrue(damage.getMessage().contains("unknown event type Recounted"), damage::getMessage);
  }

  @Test
  void everyKindOfReadRefusesDamage() {
    damage(5, "Events", events(event("Type", AttributeValue.fromS("Recounted"))));

    assertUnreadable(5, () -> get(store.loadVersion(stream, 6, deadline())));
    assertUnreadable(5, () -> get(store.readForward(stream, 0, 10, deadline())));
    assertUnreadable(5, () -> get(store.readBackward(stream, 7, 10, deadline())));
    assertEquals(state(stream, 4), get(store.loadVersion(stream, 4, deadline())));
  }

  @Test
  void aMissingRowInTheMiddleIsAGap() {
    TestTable.delete(stream, 4);

    var damage = assertUnreadable(5, () -> load(store, stream));

    assertTrue(damage.getMessage().contains("there is a gap"), damage::getMessage);
  }

  @Test
  void aMissingFirstRowIsAGap() {
    TestTable.delete(stream, 1);

    assertUnreadable(2, () -> load(store, stream));
  }

  @Test
  void aStateThatDiffersFromTheRecordedOneIsDamage() {
    damage(5, "Events", events(event("Total", AttributeValue.fromN("500"))));

    assertUnreadable(5, () -> load(store, stream));
  }

  @Test
  void aChangedAmountIsDamage() {
    damage(5, "Events", events(event("By", AttributeValue.fromN("2"))));

    assertUnreadable(5, () -> load(store, stream));
  }

  @Test
  void aSnapshotThatContradictsItsRowsEventIsDamage() {
    fill(writer, stream, rows(3, 1));
    var snapshot = new LinkedHashMap<>(row(10).get("Snapshot").m());
    snapshot.put("Total", AttributeValue.fromN("9"));
    damage(10, "Snapshot", AttributeValue.fromM(snapshot));

    assertUnreadable(10, () -> load(store, stream));
    assertUnreadable(10, () -> get(store.loadVersion(stream, 12, deadline())));
  }

  @Test
  void anUnreadableSnapshotIsDamage() {
    fill(writer, stream, rows(3, 1));
    var snapshot = new LinkedHashMap<>(row(10).get("Snapshot").m());
    snapshot.remove("Total");
    damage(10, "Snapshot", AttributeValue.fromM(snapshot));

    assertUnreadable(10, () -> load(store, stream));
  }

  @Test
  void aMemberOfTheWrongTypeIsDamage() {
    damage(5, "Events", events(event("By", AttributeValue.fromBool(true))));

    assertUnreadable(5, () -> load(store, stream));
  }

  @Test
  void aRowWithoutATimeIsDamage() {
    damage(5, "At", null);

    assertUnreadable(5, () -> load(store, stream));
  }

  @Test
  void aRowWithoutEventsIsDamage() {
    damage(5, "Events", null);

    assertUnreadable(5, () -> load(store, stream));
  }

  @Test
  void anEmptyNewestRowIsDamage() {
    damage(7, "Events", AttributeValue.fromL(List.of()));

    assertUnreadable(7, () -> load(store, stream));
  }

  @Test
  void aDamagedMarkerIsDamageAndNotAFreeKey() {
    var row = MarkerFormat.write(marker(stream.value(), "command"));
    row.remove("Fingerprint");
    TestTable.put(row);

    var damage =
        assertThrows(
            UnreadableHistory.class, () -> get(store.findMarker(stream.value(), deadline())));

    assertEquals("key-" + stream, damage.stream());
    assertEquals(0, damage.version());
  }

  @Test
  void anotherStreamStaysReadable() {
    var other = newStream();
    fill(writer, other, 1);
    TestTable.delete(stream, 4);

    assertEquals(state(other, 1), load(store, other));
  }

  private UnreadableHistory assertUnreadable(long version, Executable read) {
    var damage = assertThrows(UnreadableHistory.class, read);
    assertEquals(stream.value(), damage.stream());
    assertEquals(version, damage.version());
    return damage;
  }

  private Map<String, AttributeValue> row(int version) {
    return TestTable.rows(stream).get(version - 1);
  }

  /** Returns the event of row five with one member changed. */
  private Map<String, AttributeValue> event(String member, AttributeValue value) {
    var event = new LinkedHashMap<>(row(5).get("Events").l().get(0).m());
    event.put(member, value);
    return event;
  }

  private static AttributeValue events(Map<String, AttributeValue> event) {
    return AttributeValue.fromL(List.of(AttributeValue.fromM(event)));
  }

  private void damage(int version, String attribute, AttributeValue value) {
    var row = new LinkedHashMap<>(row(version));
    row.remove(attribute);
    if (value != null) {
      row.put(attribute, value);
    }
    TestTable.put(row);
  }
}
