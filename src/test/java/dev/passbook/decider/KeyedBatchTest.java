package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Batches with keys, written in two puts. */
class KeyedBatchTest {
  private final GatedStore store =
      new GatedStore(TestTable.keyedByPuts(TestTable.client(), new Tally.Codec(1)));
  private final TallyDecider tallies = new TallyDecider(store);

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  /** It was accepted behind a command that turned out to be a retry. */
  @Test
  void aCommandThatIsRefusedWithoutTheRestOfItsBatchGetsItsRefusalAtOnce() {
    var stream = tallies.newTally();
    var used = CountUp.by(-10, stream).under(newKey());
    var other = CountUp.by(15, stream).under(newKey());
    tallies.body(CountUp.by(100, stream));
    assertEquals("total 90", tallies.body(used));

    store.shut();
    var first = tallies.send(CountUp.by(-1, stream));
    var retry = tallies.send(used);
    var refused = tallies.send(other);
    store.open();

    assertEquals("total 89", first.join());
    assertEquals("total 90", retry.join());
    assertEquals("at 89", refused.join());
    assertEquals("at 89", tallies.body(other));
    assertEquals("total 88", tallies.body(CountUp.by(-1, stream)));
  }
}
