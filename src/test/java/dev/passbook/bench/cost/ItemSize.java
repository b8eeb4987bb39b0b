package dev.passbook.bench.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes an item's size in bytes as AWS does: the names and the values of its attributes. For
 * numbers, AWS documents only an approximation, which this class follows.
 */
public final class ItemSize {
  private static final int COLLECTION = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  public static long of(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToLong(attribute -> utf8(attribute.getKey()) + of(attribute.getValue()))
        .sum();
  }

  private static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> utf8(value.s());
      case N -> number(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case M -> COLLECTION + of(value.m()) + (long) ELEMENT * value.m().size();
      case L -> COLLECTION + value.l().stream().mapToLong(element -> of(element) + ELEMENT).sum();
      default -> throw new IllegalArgumentException("no row has a " + value.type());
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
