package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks streams that don't fit in one page of a Query, which ends at 1 MB. */
class LargeRowsTest {
  private static final int ROWS = 9;
  private static final String LONG_NOTE = "x".repeat(300_000);

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = TestTable.tallies(client, 100, 1);
  private final StreamId stream = newStream();

  @BeforeEach
  void writeMoreThanTwoPagesOfRows() {
    var format = new RowFormat<>(new Tally.Codec(1), TestTable.config(100));
    for (long version = 0; version < ROWS; version++) {
      var append = append(state(stream, version), "command", LONG_NOTE, 1);
      TestTable.put(format.write(append).item());
    }
  }

  @Test
  void theCurrentStateIsReadPageByPage() {
    assertEquals(state(stream, ROWS), load(store, stream));
    assertTrue(client.takeSent().size() > 1);
  }

  @Test
  void theStateAtEveryVersionIsReadPageByPage() {
    for (long version = 1; version <= ROWS; version++) {
      assertEquals(state(stream, version), get(store.loadVersion(stream, version, deadline())));
    }
  }

  @Test
  void aRangeHoldsAsManyEventsAsRequested() {
    var forward = get(store.readForward(stream, 0, ROWS - 1, deadline()));
    var backward = get(store.readBackward(stream, ROWS + 1, ROWS - 1, deadline()));

    assertEquals(LongStream.range(1, ROWS).boxed().toList(), versions(forward));
    assertEquals(
        LongStream.range(0, ROWS - 1).map(i -> ROWS - i).boxed().toList(), versions(backward));
  }

  private static List<Long> versions(List<RecordedEvent<Counted>> events) {
    return events.stream().map(RecordedEvent::version).toList();
  }
}
