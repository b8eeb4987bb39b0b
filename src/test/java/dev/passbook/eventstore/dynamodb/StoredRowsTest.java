package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads a stream's rows as the table holds them. */
class StoredRowsTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final RowFormat<Tally, Counted> format =
      new RowFormat<>(new Tally.Codec(1), TestTable.config(10));
  private final StoredRows<Counted> rows =
      new StoredRows<>(
          new RowReader<>(client, TestTable.config(10).table().name(), format), format);
  private final StreamId stream = newStream();

  private List<StoredRow<Counted>> before(long version, int limit) {
    return get(rows.before(stream, version, limit, deadline()));
  }

  private static List<Long> versions(List<StoredRow<Counted>> page) {
    return page.stream().map(StoredRow::version).toList();
  }

  @Test
  void aPageIsOneStronglyConsistentQuery() {
    fill(TestTable.tallies(10), stream, 1, 3, 1, 2);

    assertEquals(List.of(6L, 5L, 2L), versions(before(Long.MAX_VALUE, 3)));

    var sent = client.takeSent();
    assertEquals(1, sent.size());
    assertEquals(3, ((QueryRequest) sent.get(0)).limit());
    assertTrue(((QueryRequest) sent.get(0)).consistentRead());
  }

  @Test
  void aPageBeginsWithTheNewestRowThatBeginsBelowTheVersion() {
    fill(TestTable.tallies(10), stream, 1, 3, 1);

    assertEquals(List.of(2L, 1L), versions(before(5, 20)));
    assertEquals(List.of(2L, 1L), versions(before(3, 20)));
    assertEquals(List.of(1L), versions(before(2, 20)));
    assertEquals(List.of(), versions(before(1, 20)));
  }

  @Test
  void aRowKnowsItsLastVersionItsEventsAndItsSize() {
    fill(TestTable.tallies(10), stream, 1, 3);

    var row = before(Long.MAX_VALUE, 1).get(0);

    assertEquals(4, row.lastVersion());
    assertEquals(3, row.events().size());
    assertEquals(ItemSize.of(TestTable.rows(stream).get(1)), row.bytes());
    assertEquals(1, row.writeUnits());
    assertTrue(row.isReadable());
  }

  @Test
  void aPageOfLargeRowsEndsAtItsBytesAndHasAtLeastOneRow() {
    for (long version = 0; version < 6; version++) {
      var note = "x".repeat(version == 0 ? 390_000 : 200_000);
      TestTable.put(format.write(append(state(stream, version), "command", note, 1)).item());
    }

    assertEquals(List.of(6L, 5L), versions(before(Long.MAX_VALUE, 100)));
    assertEquals(List.of(2L), versions(before(3, 100)));
    assertEquals(List.of(1L), versions(before(2, 100)));
    assertEquals(3, client.takeSent().size());
  }

  @Test
  void aDamagedRowIsShownWithoutEvents() {
    fill(TestTable.tallies(10), stream, 1, 1, 1);
    damage(1, Map.of("Events", AttributeValue.fromL(List.of())));
    damage(2, Map.of());

    var page = before(Long.MAX_VALUE, 20);

    assertEquals(List.of(3L, 2L, 1L), versions(page));
    assertFalse(page.get(0).isReadable());
    assertFalse(page.get(1).isReadable());
    assertEquals(2, page.get(1).lastVersion());
    assertTrue(page.get(2).isReadable());
  }

  @Test
  void aRowAtABrokenVersionIsShownAndHidesNoOther() {
    fill(TestTable.tallies(10), stream, 1, 1, 1, 1);
    var added = new HashMap<>(TestTable.rows(stream).get(2));
    added.put("Version", AttributeValue.fromN("3.5"));
    TestTable.put(added);

    var page = before(Long.MAX_VALUE, 2);

    assertEquals(List.of(4L, 4L), versions(page));
    assertTrue(page.get(0).isReadable());
    assertFalse(page.get(1).isReadable());
    assertEquals(List.of(3L, 2L, 1L), versions(before(page.get(1).version(), 20)));
  }

  /** Takes the events from a row, and puts something else in their place. */
  private void damage(int index, Map<String, AttributeValue> instead) {
    var row = new HashMap<>(TestTable.rows(stream).get(index));
    row.remove("Events");
    row.putAll(instead);
    TestTable.put(row);
  }
}
