package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.head;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.UnreadableHistory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Checks streams that a key names over a client that loses and delays requests. */
class NamedStreamsUnderFaultsTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> puts = TestTable.keyedByPuts(client);
  private final EventStore<Tally, Counted> transactions = TestTable.tallies(client, 10, 1);
  private final StreamId stream = newStream();
  private final String key = UUID.randomUUID().toString();

  private Commit<Tally, Counted> creation(String commandId) {
    var row = append(Snapshot.none(stream), commandId, null, 1);
    var own = Optional.of(marker(key, commandId));
    return new Commit<>(List.of(new Append<>(row.expected(), row.events(), own)), List.of());
  }

  private List<Marker> apply(EventStore<Tally, Counted> store, String commandId) {
    return get(store.commit(creation(commandId), deadline())).standing();
  }

  private void assertAppliedOnceBy(String commandId) {
    assertEquals(state(stream, 1), load(TestTable.tallies(10), stream));
    for (var store : List.of(puts, transactions)) {
      assertEquals(
          Optional.of(marker(key, commandId)), get(store.findMarker(key, stream, deadline())));
    }
  }

  private Map<String, AttributeValue> row() {
    return TestTable.rows(stream).get(0);
  }

  @Test
  void aCreationIsOnePutOfOneRow() {
    apply(puts, "command");

    var sent = client.takeSent();
    assertEquals(1, sent.size());
    assertEquals(stream.value(), ((PutItemRequest) sent.get(0)).item().get("StreamId").s());
  }

  @Test
  void aReplayIsOneRefusedPut() {
    apply(puts, "first");
    client.takeSent();

    assertEquals(List.of(marker(key, "first")), apply(puts, "retry"));
    assertEquals(1, client.takeSent().size());
  }

  @Test
  void aTransactionWritesTheSameRowAndTheMarkerBesideIt() {
    apply(transactions, "command");

    var sent = (TransactWriteItemsRequest) client.takeSent().get(0);
    assertEquals(
        List.of(stream.value(), "key-" + key),
        sent.transactItems().stream().map(it -> it.put().item().get("StreamId").s()).toList());
    assertEquals("print", row().get("Marker").m().get("Fingerprint").s());
  }

  /** The attribute by which DynamoDB expires rows is not on the row itself. */
  @Test
  void theRowNeverExpires() {
    apply(puts, "command");

    assertFalse(row().containsKey("ExpiresAt"));
  }

  @Test
  void theMarkerIsOutsideTheChain() {
    apply(puts, "command");
    var plain = new Commit<>(List.of(append(Snapshot.none(stream), "command", null, 1)), List.of());
    var chain = head(TestTable.tallies(10), stream).chain();
    TestTable.delete(stream, 1);

    get(puts.commit(plain, deadline()));

    assertEquals(chain, head(TestTable.tallies(10), stream).chain());
  }

  static List<Fault> lostAnswers() {
    return List.of(Fault.answerLost(), Fault.answerReset(), Fault.serverErrorAfterTheWrite());
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void aLostAnswerIsRecognised(Fault fault) {
    for (var store : List.of(puts, transactions)) {
      TestTable.rows(stream).forEach(row -> TestTable.delete(stream, 1));
      TestTable.delete(new StreamId("key-" + key), 0);
      client.nextWrites(fault);

      assertEquals(List.of(), apply(store, "command"));

      assertAppliedOnceBy("command");
    }
  }

  @Test
  void aRetryFindsARowThatLandsBeforeIt() {
    leaveUnderWay("first");
    client.landLateOnes();

    assertEquals(List.of(marker(key, "first")), apply(puts, "retry"));
    assertAppliedOnceBy("first");
  }

  @Test
  void aRowThatLandsAfterARetryHasNoEffect() {
    leaveUnderWay("first");

    assertEquals(List.of(), apply(puts, "retry"));
    client.landLateOnes();

    assertEquals(List.of(marker(key, "retry")), apply(puts, "another"));
    assertAppliedOnceBy("retry");
  }

  private void leaveUnderWay(String commandId) {
    client.nextWrites(Fault.landsLater()).everyWrite(Fault.throttled());
    var failure =
        assertThrows(
            StoreUnavailable.class,
            () -> get(puts.commit(creation(commandId), Deadline.in(Duration.ofMillis(1500)))));
    assertEquals(true, failure.outcomeUnknown());
    client.everyWrite(Fault.passes());
  }

  @Test
  void theTwoWaysExcludeEachOther() {
    apply(puts, "first");

    assertEquals(List.of(marker(key, "first")), apply(transactions, "retry"));
    assertAppliedOnceBy("first");
  }

  @Test
  void aTransactionFindsTheRowWhenTheMarkerBesideItHasExpired() {
    apply(transactions, "first");
    TestTable.delete(new StreamId("key-" + key), 0);

    assertEquals(List.of(marker(key, "first")), apply(transactions, "retry"));
    assertAppliedOnceBy("first");
  }

  @Test
  void aTransactionFindsTheMarkerOfAnEarlierRelease() {
    get(transactions.commit(new Commit<>(List.of(), List.of(marker(key, "earlier"))), deadline()));

    assertEquals(List.of(marker(key, "earlier")), apply(transactions, "retry"));
    assertEquals(List.of(), TestTable.rows(stream));
  }

  @Test
  void aDamagedMarkerFailsEachRetry() {
    apply(puts, "first");

    assertUnreadable(members -> members.remove("Answer"));
    assertUnreadable(members -> members.remove("Fingerprint"));
    assertUnreadable(members -> members.put("ExpiresAt", AttributeValue.fromS("never")));
  }

  private void assertUnreadable(Consumer<Map<String, AttributeValue>> damage) {
    var whole = row();
    var members = new HashMap<>(whole.get("Marker").m());
    damage.accept(members);
    var damaged = new HashMap<>(whole);
    damaged.put("Marker", AttributeValue.fromM(members));
    TestTable.put(damaged);
    for (var store : List.of(puts, transactions)) {
      assertThrows(UnreadableHistory.class, () -> apply(store, "retry"));
      assertThrows(UnreadableHistory.class, () -> get(store.findMarker(key, stream, deadline())));
    }
    TestTable.put(whole);
  }
}
