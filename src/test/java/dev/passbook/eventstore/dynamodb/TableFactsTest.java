package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks the facts of one table, which several processes set. */
class TableFactsTest {
  private final TableFacts facts = new TableFacts(TestTable.client(), TestTable.config(10));

  private Map<String, AttributeValue> seen() {
    return get(facts.read(deadline()));
  }

  private boolean set(Map<String, AttributeValue> seen, Map<String, AttributeValue> values) {
    return get(facts.set(seen, values, deadline()));
  }

  @Test
  void aFactIsSetOnceForAllWhoSawItMissing() {
    var before = seen();

    assertTrue(set(before, Map.of("First", string("a"))));
    assertFalse(set(before, Map.of("First", string("b"))));
    assertEquals(string("a"), seen().get("First"));
  }

  @Test
  void aFactLeavesTheOthersAsTheyAre() {
    set(seen(), Map.of("Second", number(1), "Third", string("c")));
    var seen = seen();

    assertTrue(set(seen, Map.of("Second", number(2))));
    assertTrue(set(seen, Map.of("Third", string("d"))));
    assertFalse(set(seen, Map.of("Second", number(3))));
    assertEquals(number(2), seen().get("Second"));
    assertEquals(string("d"), seen().get("Third"));
  }
}
