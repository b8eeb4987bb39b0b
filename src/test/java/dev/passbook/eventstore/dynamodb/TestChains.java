package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Chain;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Computes chains as somebody who tampers with the table would. */
public final class TestChains {
  private TestChains() {}

  public static Chain of(Map<String, AttributeValue> row, Chain previous) {
    return RowChain.of(row, previous);
  }
}
