package dev.passbook.bench.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BatchesTest {
  @Test
  void aPartitionsLimitFollowsFromItsUnitsAndTheSizeOfRows() {
    var batches = Batches.of(List.of(row(6, 150), row(2, 100)));

    assertEquals(2, batches.rows());
    assertEquals(8, batches.events());
    assertEquals(6, batches.largest());
    assertEquals(4, batches.eventsARow());
    assertEquals(1 + 1, batches.units());
    assertEquals(4_000, batches.partitionLimit());
  }

  @Test
  void aLargeRowTakesMoreUnits() {
    assertEquals(3, Batches.of(List.of(row(10, 250))).units());
  }

  private static Map<String, AttributeValue> row(int events, int bytes) {
    var event = AttributeValue.fromS("x".repeat(bytes - 1));
    return Map.of("Events", AttributeValue.fromL(Collections.nCopies(events, event)));
  }
}
