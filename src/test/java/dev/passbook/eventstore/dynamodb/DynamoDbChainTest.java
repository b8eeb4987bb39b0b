package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CHAIN;
import static dev.passbook.eventstore.dynamodb.table.Attributes.SNAPSHOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.ChainContract;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class DynamoDbChainTest extends ChainContract {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 10, 1);
  private final EventStore<Tally, Counted> beginsNone =
      TestTable.unchainedStoreOf(new Tally.Codec(1));
  private final StreamId stream = newStream();

  @Override
  protected EventStore<Tally, Counted> store() {
    return store;
  }

  private Map<String, AttributeValue> row(int place) {
    return TestTable.rows(stream).get(place);
  }

  private Chain recorded(int place) {
    return Chain.of(row(place).get(CHAIN).b().asByteArray());
  }

  private void assertFollows(int place, Chain previous) {
    assertEquals(RowChain.of(row(place), previous), recorded(place));
  }

  @Test
  void theRowsAsTheTableReturnsThemHaveTheirChains() {
    fill(store, stream, 1, 3, 1, 12, 1);

    assertFollows(0, Chain.beginning(stream, 0));
    for (int place = 1; place < 5; place++) {
      assertFollows(place, recorded(place - 1));
    }
  }

  @Test
  void aStreamIsChainedFromTheFirstRowThatAStoreWithChainsWrites() {
    fill(beginsNone, stream, 1, 1);
    assertFalse(row(1).containsKey(CHAIN));

    fill(store, stream, 1, 1);

    assertFollows(2, Chain.beginning(stream, 2));
    assertFollows(3, recorded(2));
  }

  @Test
  void aStoreThatBeginsNoChainsContinuesThem() {
    fill(store, stream, 1);

    fill(beginsNone, stream, 1, 1);

    assertFollows(1, recorded(0));
    assertFollows(2, recorded(1));
  }

  @Test
  void aNewSnapshotAndAnotherListLeaveTheChainAsItIs() {
    fill(store, stream, rows(25, 1));
    var before = head(store, stream);
    var afterAnUpgrade = TestTable.tallies(client, 10, 2);

    assertEquals(before, head(afterAnUpgrade, stream));

    assertTrue(row(24).containsKey(SNAPSHOT));
    assertFollows(24, recorded(23));
  }

  @Test
  void aLostAnswerIsSettledWithTheSameRow() {
    client.takeSent();
    client.nextWrites(Fault.requestLost(), Fault.answerLost());

    var head = get(store.commit(commit(Snapshot.none(stream), "c", 1), deadline())).heads().get(0);

    var sent = client.takeSent();
    assertEquals(3, sent.size());
    assertEquals(
        1, sent.stream().map(request -> ((PutItemRequest) request).item()).distinct().count());
    assertEquals(head, head(store, stream));
    assertEquals(head.chain(), recorded(0));
  }

  @Test
  void theChainComesWithTheStateInOneCall() {
    fill(store, stream, rows(13, 1));
    client.takeSent();

    var head = head(store, stream);
    get(store.commit(commit(head, UUID.randomUUID().toString(), 1), deadline()));

    assertEquals(2, client.takeSent().size());
    assertNotEquals(null, head.chain());
  }

  @Test
  void aDamagedChainIsNoChain() {
    fill(store, stream, 1);
    for (var damaged :
        new AttributeValue[] {
          AttributeValue.fromS("text"),
          AttributeValue.fromB(SdkBytes.fromByteArray(new byte[31])),
          AttributeValue.fromNul(true)
        }) {
      var row = new HashMap<>(row(0));
      row.put(CHAIN, damaged);
      TestTable.put(row);

      assertThrows(UnreadableHistory.class, () -> head(store, stream));
    }
  }
}
