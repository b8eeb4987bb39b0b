package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static dev.passbook.eventstore.Tallies.state;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CHAIN;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks that a known state counts only while the table bears it out: after a restore, and with
 * rows that are lost or changed.
 */
class KnownStatesOfChangedTablesTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final EventStore<Tally, Counted> otherInstance = TestTable.tallies(10);
  private final StreamId stream = newStream();

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 15, 19})
  void ifTheTableWasRestoredTheStreamIsReadAnew(int left) {
    fill(store, stream, rows(25, 1));
    restore(left);
    client.takePagesRead();

    assertEquals(state(stream, left), load(store, stream));
    assertEquals(2, client.takePagesRead());

    client.takeItemsRead();
    assertEquals(state(stream, left), load(store, stream));
    assertEquals(1, client.takeItemsRead());
  }

  @Test
  void afterARestoreTheStreamMayGoOnInOtherRows() {
    fill(store, stream, rows(25, 1));
    restore(15);
    fill(otherInstance, stream, 3, 4, 1, 1, 1, 1);

    assertEquals(state(stream, 26), load(store, stream));
  }

  @Test
  void aStreamThatIsGoneHasNoState() {
    fill(store, stream, rows(25, 1));
    restore(0);

    assertEquals(state(stream, 0), load(store, stream));
    client.takePagesRead();
    assertEquals(state(stream, 0), load(store, stream));
    assertEquals(1, client.takePagesRead());
  }

  @Test
  void aLostRowAfterTheKnownStateIsFound() {
    fill(store, stream, rows(20, 1));
    fill(otherInstance, stream, rows(5, 1));
    TestTable.delete(stream, 22);

    assertThrows(UnreadableHistory.class, () -> load(store, stream));
    assertThrows(UnreadableHistory.class, () -> load(store, stream));
  }

  @Test
  void theRowOfTheKnownStateMayBeLost() {
    fill(store, stream, rows(25, 1));
    fill(otherInstance, stream, 1);
    TestTable.delete(stream, 25);

    assertThrows(UnreadableHistory.class, () -> load(store, stream));
  }

  @Test
  void aRowWithAnotherChainProvesNothing() {
    fill(store, stream, rows(25, 1));
    var newest = lastRow();
    restore(20);
    fill(otherInstance, stream, rows(4, 1));
    var head = head(otherInstance, stream);
    get(otherInstance.commit(commit(head, "another", 7), deadline()));

    assertNotEquals(newest.get(CHAIN), lastRow().get(CHAIN));
    assertEquals(new Tally(31), load(store, stream).state());
  }

  @Test
  void aChangedRowIsFoundByTheStateThatEndsInIt() {
    fill(store, stream, rows(25, 1));
    var good = lastRow();
    changeLastRow(1, 1000);

    var failure = assertThrows(UnreadableHistory.class, () -> load(store, stream));
    assertEquals(25, failure.version());

    TestTable.put(good);
    assertEquals(state(stream, 25), load(store, stream));
  }

  @Test
  void aStateThatWasReadFromAChangedRowIsForgottenWhenTheRowIsMended() {
    fill(otherInstance, stream, rows(25, 1));
    var good = lastRow();
    changeLastRow(976, 1000);
    assertEquals(new Tally(1000), load(store, stream).state());
    TestTable.put(good);

    assertThrows(UnreadableHistory.class, () -> load(store, stream));
    assertEquals(state(stream, 25), load(store, stream));
  }

  private void changeLastRow(long by, long total) {
    var row = new LinkedHashMap<>(lastRow());
    var event = new LinkedHashMap<>(row.get(EVENTS).l().get(0).m());
    event.put("By", number(by));
    event.put("Total", number(total));
    row.put(EVENTS, AttributeValue.fromL(List.of(AttributeValue.fromM(event))));
    TestTable.put(row);
  }

  @Test
  void aLostRowBeforeTheKnownStateIsFoundByReadsThatNeedIt() {
    fill(store, stream, rows(25, 1));
    TestTable.delete(stream, 23);

    assertEquals(state(stream, 25), load(store, stream));
    assertThrows(UnreadableHistory.class, () -> load(otherInstance, stream));
    assertThrows(UnreadableHistory.class, () -> get(store.loadVersion(stream, 24, deadline())));
  }

  private void restore(int left) {
    TestTable.rows(stream).stream()
        .map(row -> Long.parseLong(row.get(VERSION).n()))
        .filter(version -> version > left)
        .forEach(version -> TestTable.delete(stream, version));
  }

  private Map<String, AttributeValue> lastRow() {
    var rows = TestTable.rows(stream);
    return rows.get(rows.size() - 1);
  }
}
