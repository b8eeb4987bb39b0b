package dev.passbook.eventstore;

import static dev.passbook.eventstore.Tallies.NOON;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.dynamodb.GoldenRows;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the store relies on in a codec. The codec of each aggregate passes it. */
public abstract class EventCodecContract<S, E> {
  protected abstract EventCodec<S, E> codec();

  /** A history with every type of event, oldest first. */
  protected abstract List<E> history();

  /** The file of a row under {@code rows} that holds the history. It must never change. */
  protected abstract String goldenRow();

  @Test
  void everyEventIsReadAsItWasWritten() {
    for (var event : history()) {
      var stored = codec().encode(event);
      assertEquals(event, codec().decode(new StoredEvent(stored.type(), read(stored.members()))));
    }
  }

  @Test
  void everySnapshotIsReadAsItWasWritten() {
    S state = null;
    for (var event : history()) {
      state = codec().fold(state, event);
      var snapshot = codec().decodeSnapshot(read(codec().encodeSnapshot(state)));
      assertEquals(state, snapshot);
      codec().match(snapshot, event);
    }
  }

  @Test
  void anUnknownTypeOfEventIsRefused() {
    var members = codec().encode(history().get(0)).members();
    assertThrows(
        RuntimeException.class,
        () -> codec().decode(new StoredEvent("NeverHeardOf", read(members))));
  }

  @Test
  void theTableHoldsTheHistoryAndTheStateAtEachVersion() {
    var store = TestTable.storeOf(codec());
    var stream = StreamId.of("codec", UUID.randomUUID());
    get(store.commit(commit(stream), deadline()));

    S state = null;
    for (int version = 1; version <= history().size(); version++) {
      state = codec().fold(state, history().get(version - 1));
      assertEquals(state, get(store.loadVersion(stream, version, deadline())).state());
    }
  }

  @Test
  void theGoldenRowIsWrittenAndReadAsItAlwaysWas() {
    var golden = GoldenRows.row(goldenRow());
    var stream = new StreamId(golden.get("StreamId").s());
    var store = TestTable.storeOf(codec());
    get(store.commit(commit(stream), deadline()));

    assertEquals(List.of(golden), unchained(TestTable.rows(stream)));
    TestTable.putAll(List.of(golden));
    var events = get(store.readForward(stream, 0, 100, deadline()));
    assertEquals(history(), events.stream().map(RecordedEvent::event).toList());
  }

  /** Leaves out the chains, which the contract of the store fixes for every aggregate. */
  private static List<Map<String, AttributeValue>> unchained(
      List<Map<String, AttributeValue>> rows) {
    return rows.stream().map(EventCodecContract::unchained).toList();
  }

  private static Map<String, AttributeValue> unchained(Map<String, AttributeValue> row) {
    var rest = new HashMap<>(row);
    rest.remove("Chain");
    return rest;
  }

  private Commit<S, E> commit(StreamId stream) {
    var events = new ArrayList<RecordedEvent<E>>();
    for (var event : history()) {
      events.add(new RecordedEvent<>(stream, events.size() + 1, NOON, "command-1", null, event));
    }
    return new Commit<>(List.of(new Append<>(Snapshot.none(stream), events)), List.of());
  }

  /** Returns the members as DynamoDB gives them back: every number is a {@code BigDecimal}. */
  private static Map<String, Object> read(Map<String, Object> written) {
    var members = new HashMap<>(written);
    members.replaceAll(
        (name, value) ->
            value instanceof Number number
                ? new BigDecimal(
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString())
                : value);
    return members;
  }
}
