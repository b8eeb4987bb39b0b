package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.NOON;
import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** An event can move its stream to another list, in the transaction that records the event. */
class RelistingTest {
  /** Tallies are listed under the notes of their events. */
  private record Noted(Tally.Codec plain) implements EventCodec<Tally, Counted> {
    @Override
    public String listedUnder(Counted event) {
      return event.note();
    }

    @Override
    public StoredEvent encode(Counted event) {
      return plain.encode(event);
    }

    @Override
    public Counted decode(StoredEvent stored) {
      return plain.decode(stored);
    }

    @Override
    public Tally fold(Tally state, Counted event) {
      return plain.fold(state, event);
    }

    @Override
    public int snapshotSchema() {
      return plain.snapshotSchema();
    }

    @Override
    public Map<String, Object> encodeSnapshot(Tally state) {
      return plain.encodeSnapshot(state);
    }

    @Override
    public Tally decodeSnapshot(Map<String, Object> members) {
      return plain.decodeSnapshot(members);
    }

    @Override
    public void match(Tally snapshot, Counted last) {
      plain.match(snapshot, last);
    }
  }

  private static final Noted CODEC = new Noted(new Tally.Codec(1));

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store =
      new DynamoDbEventStore<>(client, TestTable.config(10), CODEC);
  private final StreamId stream = newStream();
  private final String here = "here-" + UUID.randomUUID();
  private final String there = "there-" + UUID.randomUUID();

  private Snapshot<Tally> record(Snapshot<Tally> before, String list) {
    var append = append(before, UUID.randomUUID().toString(), list, 1);
    get(store.commit(new Commit<>(List.of(append), List.of()), deadline()));
    return before.plus(append.events().get(0), CODEC);
  }

  private List<StreamId> listed(String list) {
    return get(
            TestTable.listing(TestTable.client(), CODEC)
                .page(list, Optional.empty(), 10, deadline()))
        .stream()
        .map(RecordedEvent::stream)
        .toList();
  }

  @Test
  void aNewStreamIsListedByItsOwnRow() {
    record(Snapshot.none(stream), here);

    assertEquals(List.of(PutItemRequest.class), sent());
    assertEquals(List.of(stream), listed(here));
  }

  @Test
  void aStreamMovesFromOneListToAnother() {
    var opened = record(Snapshot.none(stream), here);
    var before = TestTable.rows(stream).get(0);
    client.takeSent();

    record(opened, there);

    assertEquals(List.of(TransactWriteItemsRequest.class), sent());
    assertEquals(List.of(), listed(here));
    assertEquals(List.of(stream), listed(there));
    var moved = new HashMap<>(before);
    moved.put("ListedUnder", AttributeValue.fromS(there));
    assertEquals(moved, TestTable.rows(stream).get(0));
  }

  @Test
  void aStreamThatWasInNoListComesIntoOne() {
    record(record(Snapshot.none(stream), null), here);

    assertEquals(List.of(stream), listed(here));
  }

  @Test
  void anEventThatNamesNoListLeavesTheStreamWhereItIs() {
    record(record(Snapshot.none(stream), here), null);

    assertEquals(List.of(PutItemRequest.class, PutItemRequest.class), sent());
    assertEquals(List.of(stream), listed(here));
  }

  @Test
  void theLastOfSeveralMovesCounts() {
    var opened = record(Snapshot.none(stream), here);
    var away = event(2, there);
    var back = event(3, here);

    var both = new Append<>(opened, List.of(away, back));
    get(store.commit(new Commit<>(List.of(both), List.of()), deadline()));

    assertEquals(List.of(stream), listed(here));
    assertEquals(List.of(), listed(there));
  }

  private RecordedEvent<Counted> event(long version, String list) {
    return new RecordedEvent<>(
        stream, version, NOON, "command-" + version, null, new Counted(1, version, list));
  }

  @Test
  void aMoveWhoseAnswerIsLostIsMadeOnce() {
    var opened = record(Snapshot.none(stream), here);
    client.nextWrites(Fault.answerLost());

    record(opened, there);

    assertEquals(2, TestTable.rows(stream).size());
    assertEquals(List.of(stream), listed(there));
  }

  @Test
  void aMoveThatLosesTheRaceMovesNothing() {
    var opened = record(Snapshot.none(stream), here);
    record(opened, null);

    assertThrows(VersionConflict.class, () -> record(opened, there));

    assertEquals(List.of(stream), listed(here));
    assertEquals(List.of(), listed(there));
  }

  private List<Class<?>> sent() {
    return client.takeSent().stream().<Class<?>>map(Object::getClass).toList();
  }
}
