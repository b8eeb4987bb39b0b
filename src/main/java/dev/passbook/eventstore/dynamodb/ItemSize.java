package dev.passbook.eventstore.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes an item's size as AWS bills it: the names and the values of its attributes. The rules
 * are those of <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">
 * DynamoDB item sizes and formats</a>. For numbers, AWS documents only an approximation, which this
 * class follows.
 */
public final class ItemSize {
  private static final int COLLECTION = 3;
  private static final int ELEMENT = 1;

  /** The bytes that one write unit pays for. */
  private static final long WRITE_UNIT = 1024;

  private ItemSize() {}

  /** Returns the size in bytes. */
  public static long of(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToLong(attribute -> utf8(attribute.getKey()) + of(attribute.getValue()))
        .sum();
  }

  /**
   * Returns the write units of a plain put of so many bytes: one for each started KB. A transaction
   * takes twice as many.
   */
  public static long writeUnits(long bytes) {
    return Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
  }

  private static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case M -> COLLECTION + of(value.m()) + (long) ELEMENT * value.m().size();
      case L -> COLLECTION + value.l().stream().mapToLong(element -> of(element) + ELEMENT).sum();
      case SS -> value.ss().stream().mapToLong(ItemSize::utf8).sum();
      case NS -> value.ns().stream().mapToLong(ItemSize::number).sum();
      case BS -> value.bs().stream().mapToLong(each -> each.asByteArrayUnsafe().length).sum();
      case UNKNOWN_TO_SDK_VERSION -> 0;
    };
  }

  /** Counts a byte for every two significant digits, one more, and one for a minus sign. */
  private static long number(String number) {
    var digits = new BigDecimal(number).stripTrailingZeros();
    return (digits.precision() + 1) / 2 + 1 + (digits.signum() < 0 ? 1 : 0);
  }

  private static long utf8(String text) {
    return text.getBytes(UTF_8).length;
  }
}
