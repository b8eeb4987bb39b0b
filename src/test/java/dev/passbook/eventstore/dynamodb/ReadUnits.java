package dev.passbook.eventstore.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes what DynamoDB charges for strongly consistent reads: one unit for each 4 KB of a call's
 * items together, and one for a call that finds nothing.
 */
public final class ReadUnits {
  private static final int UNIT = 4_096;

  private ReadUnits() {}

  public static int of(List<Map<String, AttributeValue>> items) {
    var bytes = items.stream().mapToInt(ReadUnits::bytes).sum();
    return Math.max(1, (bytes + UNIT - 1) / UNIT);
  }

  /**
   * Returns an item's size by the rules in the developer guide, "DynamoDB item sizes and formats".
   */
  private static int bytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(each -> utf8(each.getKey()) + bytes(each.getValue()))
        .sum();
  }

  private static int bytes(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> value.n().length() / 2 + 2;
      case M -> 3 + value.m().size() + bytes(value.m());
      case L -> 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
      default -> 1;
    };
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
