package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static dev.passbook.eventstore.Tallies.state;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SCHEMA;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Checks that a read begins at the newest row, whatever the process remembers of the stream, that
 * it goes on from a state only if the table proves it, and that it reads no further back than
 * needed.
 */
class KnownStatesTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final EventStore<Tally, Counted> otherInstance = TestTable.tallies(10);
  private final StreamId stream = newStream();

  @Test
  void aStateThatWasReadBeforeNeedsTheRowInWhichItEnds() {
    fill(otherInstance, stream, rows(23, 1));
    load(store, stream);
    assertRead(10);

    assertEquals(state(stream, 23), load(store, stream));

    assertRead(1);
  }

  @Test
  void aStateThatThisProcessWroteNeedsTheRowThatItWrote() {
    fill(store, stream, rows(21, 1));
    forgetCosts();

    assertEquals(state(stream, 21), load(store, stream));

    assertRead(1);
  }

  @Test
  void theStateKeepsItsChainSoThatTheNextCommitFollows() {
    fill(store, stream, rows(21, 1));
    var anew = head(TestTable.tallies(10), stream);

    assertEquals(anew, head(store, stream));
    fill(otherInstance, stream, 3);
    fill(store, stream, 1);

    assertEquals(state(stream, 25), load(TestTable.tallies(10), stream));
    assertEquals(head(TestTable.tallies(10), stream), head(store, stream));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 50})
  void theRowsThatAnotherInstanceWroteSinceAreReadInOneQuery(int count) {
    fill(store, stream, rows(23, 1));
    load(store, stream);
    fill(otherInstance, stream, rows(count, 1));
    forgetCosts();

    assertEquals(state(stream, 23 + count), load(store, stream));

    assertRead(Math.min(10, 1 + count));
    load(store, stream);
    assertRead(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 11, 50})
  void theFullRowsThatAnotherInstanceWroteSinceAreReadInOneQuery(int count) {
    fill(store, stream, rows(3, 20));
    load(store, stream);
    fill(otherInstance, stream, rows(count, 20));
    forgetCosts();

    assertEquals(state(stream, 60 + 20L * count), load(store, stream));

    assertRead(2);
  }

  @Test
  void fullRowsAfterPlainOnesAreReadInOneQuery() {
    fill(store, stream, rows(23, 1));
    fill(otherInstance, stream, rows(30, 20));
    forgetCosts();

    assertEquals(state(stream, 623), load(store, stream));

    assertRead(10);
  }

  @Test
  void plainRowsAfterFullOnesAreReadInTwoQueries() {
    fill(store, stream, rows(3, 20));
    fill(otherInstance, stream, rows(9, 1));
    forgetCosts();

    assertEquals(state(stream, 69), load(store, stream));

    assertEquals(2, client.takePagesRead());
    forgetCosts();
    load(store, stream);
    assertRead(1);
  }

  @Test
  void aRowOfSeveralEventsIsFoundWhereItBegins() {
    fill(store, stream, 8, 4);
    fill(otherInstance, stream, 1, 1);
    forgetCosts();

    assertEquals(state(stream, 14), load(store, stream));

    assertEquals(List.of(14L, 13L, 9L), client.takeVersionsRead());
  }

  @Test
  void aSnapshotWhoseSchemaIsUnknownNowIsNotNeeded() {
    fill(store, stream, rows(25, 1));
    replaceSnapshot(20, 99);
    forgetCosts();

    assertEquals(state(stream, 25), load(store, stream));

    assertRead(1);
  }

  @Test
  void aStreamWithoutAChainIsReadFromItsSnapshotEachTime() {
    fill(TestTable.unchainedStoreOf(new Tally.Codec(1)), stream, rows(23, 1));
    load(store, stream);
    forgetCosts();

    assertEquals(state(stream, 23), load(store, stream));

    assertRead(10);
  }

  @Test
  void twoInstancesOfDifferentReleasesReadEachOthersRows() {
    var upgraded = TestTable.tallies(client, 10, 2);
    for (int round = 0; round < 4; round++) {
      fill(store, stream, rows(7, 1));
      fill(upgraded, stream, rows(7, 1));
    }

    assertEquals(state(stream, 56), load(store, stream));
    assertEquals(state(stream, 56), load(upgraded, stream));
  }

  @Test
  void everyQueryIsOpenTowardsNewerRows() {
    fill(store, stream, rows(25, 1));
    client.takeSent();

    load(store, stream);

    var query = (QueryRequest) client.takeSent().get(0);
    assertEquals(number(25), query.expressionAttributeValues().get(":from"));
    assertEquals(number(Long.MAX_VALUE), query.expressionAttributeValues().get(":to"));
    assertTrue(query.consistentRead());
    assertEquals(false, query.scanIndexForward());
  }

  @Test
  void aPastVersionIsReadFromTheSnapshotBeforeIt() {
    fill(store, stream, rows(25, 1));
    forgetCosts();

    assertEquals(state(stream, 13), get(store.loadVersion(stream, 13, deadline())));

    assertRead(4);
  }

  private void forgetCosts() {
    client.takeSent();
    client.takePagesRead();
    client.takeItemsRead();
    client.takeUnitsRead();
    client.takeVersionsRead();
  }

  private void assertRead(int rows) {
    assertEquals(rows, client.takeItemsRead());
    assertEquals(1, client.takePagesRead());
    assertTrue(client.takeUnitsRead() <= Math.max(1, rows / 2));
    forgetCosts();
  }

  private void replaceSnapshot(int version, int schema) {
    var row = new LinkedHashMap<>(TestTable.rows(stream).get(version - 1));
    Map<String, AttributeValue> snapshot = new LinkedHashMap<>(row.get(SNAPSHOT).m());
    snapshot.put(SCHEMA, number(schema));
    row.put(SNAPSHOT, AttributeValue.fromM(snapshot));
    TestTable.put(row);
  }
}
