package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.newStream;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks that a winner's row counts only if it follows directly on the state that the loser knew.
 */
class WinnersRowTest {
  private final Tally.Codec codec = new Tally.Codec(1);
  private final RowFormat<Tally, Counted> format = new RowFormat<>(codec, TestTable.config(10));
  private final WinnersRow<Tally, Counted> winners = new WinnersRow<>(format, codec);
  private final RowFormat.Written<Tally> first = after(Snapshot.none(newStream()), "first");
  private final Snapshot<Tally> known = first.head();
  private final RowFormat.Written<Tally> next = after(known, "next");

  private RowFormat.Written<Tally> after(Snapshot<Tally> before, String commandId) {
    return format.write(append(before, commandId, null, 1, 1));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> row, String name, AttributeValue value) {
    var changed = new HashMap<>(row);
    changed.put(name, value);
    return changed;
  }

  private void assertMustBeRead(Map<String, AttributeValue> row) {
    assertEquals(Optional.empty(), winners.stateAfter(known, row));
  }

  @Test
  void theNextRowIsFolded() {
    assertEquals(Optional.of(next.head()), winners.stateAfter(known, next.item()));
  }

  @Test
  void aRowAcrossAGapIsNot() {
    assertMustBeRead(after(next.head(), "later").item());
  }

  @Test
  void aRowThatOnlyClaimsTheNextVersionIsNot() {
    var later = after(next.head(), "later").item();

    assertMustBeRead(with(later, Attributes.VERSION, Attributes.number(known.version() + 1)));
  }

  @Test
  void theRowOfAnotherStreamIsNot() {
    var other = after(Snapshot.none(new StreamId(known.stream().value() + "1")), "first");
    var item = after(other.head(), "next").item();

    assertMustBeRead(item);
    assertMustBeRead(with(item, Attributes.STREAM_ID, Attributes.string(known.stream().value())));
  }

  @Test
  void aChangedRowIsNot() {
    var changed = after(known, "another").item().get(Attributes.EVENTS);

    assertMustBeRead(with(next.item(), Attributes.EVENTS, changed));
  }

  @Test
  void aRowWithoutItsChainIsNot() {
    var row = new HashMap<>(next.item());
    row.remove(Attributes.CHAIN);

    assertMustBeRead(row);
  }

  @Test
  void anUnreadableRowIsLeftToTheRead() {
    assertMustBeRead(with(next.item(), Attributes.EVENTS, AttributeValue.fromL(List.of())));
    assertMustBeRead(with(next.item(), Attributes.CHAIN, Attributes.number(1)));
  }

  @Test
  void aSnapshotInTheRowIsNotUsed() {
    var poisoned =
        with(
            next.item(),
            Attributes.SNAPSHOT,
            format.snapshot(next.head().with(new Tally(1_000_000))));

    assertEquals(Optional.of(next.head()), winners.stateAfter(known, poisoned));
  }

  @Test
  void aStaleStateIsNotFoldedOn() {
    assertEquals(
        Optional.empty(),
        winners.stateAfter(known.with(new Tally(known.state().total() - 1)), next.item()));
    assertEquals(Optional.empty(), winners.stateAfter(Snapshot.none(known.stream()), first.item()));
  }
}
