package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static dev.passbook.eventstore.Tallies.state;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Checks that a snapshot only saves reads and that nothing else depends on it. */
class SnapshotsTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> today = TestTable.tallies(client, 10, 1);
  private final EventStore<Tally, Counted> afterAnUpgrade = TestTable.tallies(client, 10, 2);
  private final StreamId stream = newStream();

  @Test
  void theRowOfEveryTenthVersionHasASnapshot() {
    fill(today, stream, rows(23, 1));

    assertEquals(List.of(10L, 20L), versionsWithSnapshot());
    assertEquals("20", snapshotAt(20).get("Total").n());
  }

  @Test
  void aRowAcrossTheTenthVersionHasASnapshotAfterItsLastEvent() {
    fill(today, stream, 9, 4, 6, 1, 30, 1);

    assertEquals(List.of(10L, 20L, 21L), versionsWithSnapshot());
    assertEquals("13", snapshotAt(10).get("Total").n());
    assertEquals("50", snapshotAt(21).get("Total").n());
  }

  @Test
  void aSnapshotAtVersion22WithThreeLaterEventsTakesOneQuery() {
    fill(today, stream, rows(20, 1));
    fill(today, stream, 2, 1, 1, 1);
    client.takeSent();

    assertEquals(state(stream, 25), load(today, stream));
    assertEquals(1, client.takeSent().size());
  }

  @Test
  void aSnapshotOfAnUnknownSchemaIsSkipped() {
    fill(today, stream, rows(45, 1));

    assertEquals(state(stream, 45), load(afterAnUpgrade, stream));
  }

  @Test
  void aLongReadPutsAFreshSnapshotOnTheNewestRow() {
    fill(today, stream, rows(45, 1));
    load(afterAnUpgrade, stream);
    client.takeSent();

    assertEquals(state(stream, 45), load(afterAnUpgrade, stream));

    assertEquals(List.of(QueryRequest.class), kindsSent());
    assertEquals("2", snapshotAt(45).get(SCHEMA).n());
    assertEquals("45", snapshotAt(45).get("Total").n());
  }

  @Test
  void aRepairedSnapshotReplacesOneOfAnotherSchema() {
    fill(today, stream, rows(20, 1));

    load(afterAnUpgrade, stream);

    assertEquals("2", snapshotAt(20).get(SCHEMA).n());
    assertEquals(state(stream, 20), load(afterAnUpgrade, stream));
  }

  @Test
  void twoVersionsOfTheServiceReadTheSameStream() {
    fill(today, stream, rows(15, 1));
    fill(afterAnUpgrade, stream, rows(10, 1));
    fill(today, stream, rows(3, 1));

    assertEquals(state(stream, 28), load(today, stream));
    assertEquals(state(stream, 28), load(afterAnUpgrade, stream));
  }

  @Test
  void aFailedSnapshotRepairFailsNoCaller() {
    fill(today, stream, rows(25, 1));
    client.takeSent();
    client.everyWrite(Fault.throttled());

    assertEquals(state(stream, 25), load(afterAnUpgrade, stream));
    assertEquals(1, client.takeSent().stream().filter(UpdateItemRequest.class::isInstance).count());
  }

  @Test
  void anOlderVersionSkipsUnusableSnapshotsToo() {
    fill(today, stream, rows(35, 1));

    for (long version = 1; version <= 35; version += 2) {
      assertEquals(
          state(stream, version), get(afterAnUpgrade.loadVersion(stream, version, deadline())));
    }
  }

  @Test
  void aSnapshotIsNeverUsedForAnEarlierVersion() {
    fill(today, stream, 8, 5);

    for (long version = 1; version <= 13; version++) {
      assertEquals(state(stream, version), get(today.loadVersion(stream, version, deadline())));
    }
  }

  @Test
  void theIntervalMayChangeOnATableWithData() {
    var rare = TestTable.tallies(client, 100, 1);
    fill(today, stream, rows(15, 1));
    fill(rare, stream, rows(40, 1));
    assertEquals(state(stream, 55), load(rare, stream));

    assertEquals(state(stream, 55), load(today, stream));
    fill(today, stream, rows(12, 1));

    for (var store : List.of(today, rare, TestTable.tallies(client, 1, 1))) {
      assertEquals(state(stream, 67), load(store, stream));
      for (long version = 1; version <= 67; version += 11) {
        assertEquals(state(stream, version), get(store.loadVersion(stream, version, deadline())));
      }
    }
  }

  @Test
  void atAnIntervalOfOneEveryRowHasASnapshot() {
    fill(TestTable.tallies(client, 1, 1), stream, 1, 1, 1);

    assertEquals(List.of(1L, 2L, 3L), versionsWithSnapshot());
  }

  @Test
  void aStreamWithoutAnySnapshotIsReadToItsBeginning() {
    fill(today, stream, rows(31, 1));
    TestTable.rows(stream).forEach(SnapshotsTest::putWithoutSnapshot);

    assertEquals(state(stream, 31), load(today, stream));
  }

  private static void putWithoutSnapshot(Map<String, AttributeValue> row) {
    var bare = new LinkedHashMap<>(row);
    bare.remove(SNAPSHOT);
    TestTable.put(bare);
  }

  private List<Long> versionsWithSnapshot() {
    return TestTable.rows(stream).stream()
        .filter(row -> row.containsKey(SNAPSHOT))
        .map(SnapshotsTest::version)
        .toList();
  }

  private Map<String, AttributeValue> snapshotAt(long version) {
    return TestTable.rows(stream).stream()
        .filter(row -> version(row) == version)
        .map(row -> row.get(SNAPSHOT).m())
        .findFirst()
        .orElseThrow();
  }

  private static long version(Map<String, AttributeValue> row) {
    return Long.parseLong(row.get(VERSION).n());
  }

  private List<? extends Class<?>> kindsSent() {
    return client.takeSent().stream().map(Object::getClass).toList();
  }
}
