package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Checks that a table has one cut-over of the chain. */
class DynamoDbChainCutOverTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private final TableFacts facts = new TableFacts(TestTable.client(), TestTable.config(10));
  private final DynamoDbChainCutOver cutOver = new DynamoDbChainCutOver(facts);

  @Test
  void theFirstMomentStaysAndADamagedOneIsNotReadAsNone() {
    assertEquals(Optional.empty(), get(cutOver.find(deadline())));

    assertEquals(NOON, get(cutOver.record(NOON, deadline())));
    assertEquals(NOON, get(cutOver.record(NOON.plusSeconds(1), deadline())));
    assertEquals(Optional.of(NOON), get(cutOver.find(deadline())));

    for (var damaged : new AttributeValue[] {AttributeValue.fromS("soon"), Attributes.number(1)}) {
      var seen = get(facts.read(deadline()));
      get(facts.set(seen, Map.of("ChainedFrom", damaged), deadline()));
      assertThrows(UnreadableHistory.class, () -> get(cutOver.find(deadline())));
    }
  }
}
