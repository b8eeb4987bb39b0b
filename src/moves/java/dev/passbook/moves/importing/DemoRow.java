package dev.passbook.moves.importing;

import dev.passbook.moves.importing.OldEntry.Kind;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the rows of the event-sourcing demo of 2019. */
final class DemoRow {
  static final String ID = "Id";
  private static final String VERSION = "Version";
  private static final String TYPE = "Type";
  private static final String AMOUNT = "Amount";
  private static final String BALANCE = "Balance";
  private static final String TIME = "Timestamp";

  private static final Map<String, Kind> KINDS =
      Map.of(
          "CREATED", Kind.OPENED,
          "CREDIT", Kind.CREDIT,
          "WITHDRAW", Kind.WITHDRAWAL,
          "SNAPSHOT", Kind.SNAPSHOT);

  private DemoRow() {}

  static OldEntry entry(Map<String, AttributeValue> row) {
    var type = text(row, TYPE);
    var kind = type == null ? Kind.UNKNOWN : KINDS.getOrDefault(type, Kind.UNKNOWN);
    var amount = row.get(AMOUNT);
    return new OldEntry(
        version(row),
        kind,
        type,
        text(row, TIME),
        number(amount),
        amount != null && amount.s() != null,
        // Only a snapshot has a balance. The demo reads no other row's.
        kind == Kind.SNAPSHOT ? number(row.get(BALANCE)) : null,
        null);
  }

  /** Returns -1 for a version that is no whole number, which then shows as a gap. */
  private static long version(Map<String, AttributeValue> row) {
    return OldNumber.parse(row.get(VERSION).n())
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(number -> number.longValue())
        .orElse(-1L);
  }

  private static String text(Map<String, AttributeValue> row, String name) {
    return row.containsKey(name) ? row.get(name).s() : null;
  }

  /**
   * Returns the number as text, also where the demo stored a text. For JavaScript, null counts as
   * zero in a sum.
   */
  private static String number(AttributeValue value) {
    if (value == null) {
      return null;
    }
    if (Boolean.TRUE.equals(value.nul())) {
      return "0";
    }
    return value.n() != null ? value.n() : value.s();
  }
}
