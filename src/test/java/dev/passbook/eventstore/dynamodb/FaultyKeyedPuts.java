package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.marker;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Base for tests of keyed writes without transactions, over a client with faults. */
abstract class FaultyKeyedPuts {
  static final Duration SHORT = Duration.ofMillis(1500);

  final ScriptedClient client = new ScriptedClient(TestTable.client());
  final EventStore<Tally, Counted> store = TestTable.keyedByPuts(client);
  final StreamId stream = newStream();
  final String key = UUID.randomUUID().toString();

  @BeforeEach
  final void createTheStream() {
    fill(TestTable.tallies(10), stream, 1);
  }

  Commit<Tally, Counted> on(long version, Marker marker) {
    var row = append(state(stream, version), marker.commandId(), null, 1);
    return new Commit<>(List.of(row), List.of(marker));
  }

  Commit<Tally, Counted> on(long version, String commandId) {
    return on(version, marker(key, commandId));
  }

  /** Returns a marker that was decided when no earlier request can arrive any more. */
  Marker muchLater(String commandId) {
    var first = marker(key, commandId);
    var later = first.at().plus(PendingMarker.TOO_OLD_TO_LAND);
    return new Marker(
        key, first.fingerprint(), commandId, first.answer(), later, later.plusSeconds(60));
  }

  static Commit<Tally, Counted> refusal(Marker marker) {
    return new Commit<>(List.of(), List.of(marker));
  }

  List<Marker> apply(Commit<Tally, Counted> commit) {
    return get(store.commit(commit, deadline())).standing();
  }

  StoreUnavailable unavailable(Commit<Tally, Counted> commit) {
    return assertThrows(
        StoreUnavailable.class, () -> get(store.commit(commit, Deadline.in(SHORT))));
  }

  Optional<Marker> found() {
    return get(store.findMarker(key, deadline()));
  }

  void assertVersion(long version) {
    assertEquals(state(stream, version), load(TestTable.tallies(10), stream));
  }

  /** Leaves a marker whose row may still arrive. */
  void leaveRowUnderWay(String commandId) {
    client.nextWrites(Fault.passes(), Fault.landsLater()).everyWrite(Fault.throttled());
    assertEquals(true, unavailable(on(1, commandId)).outcomeUnknown());
    client.everyWrite(Fault.passes());
    assertVersion(1);
  }
}
