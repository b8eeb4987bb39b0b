package dev.passbook.moves.importing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One account of the event-sourcing demo of 2019, with the demo's rules and the arithmetic of
 * JavaScript: binary fractions, and texts that are glued to numbers.
 */
final class DemoBank {
  private static final int EVENTS_BEFORE_A_SNAPSHOT = 9;

  private final String id;
  private final List<Map<String, AttributeValue>> rows = new ArrayList<>();
  private Instant clock;
  private Object balance = 0.0;
  private int sinceSnapshot;

  DemoBank(String id, Instant opened) {
    this.id = id;
    this.clock = opened;
    add("CREATED", Map.of());
    add("SNAPSHOT", Map.of("Balance", value(balance)));
  }

  /** Credits without any check, as the demo does. */
  DemoBank credit(Object amount) {
    return event("CREDIT", amount, plus(balance, amount));
  }

  /** Withdraws if the demo finds the balance sufficient, and does nothing otherwise. */
  DemoBank withdraw(Object amount) {
    return isLess(balance, amount)
        ? this
        : event("WITHDRAW", amount, number(balance) - number(amount));
  }

  private DemoBank event(String type, Object amount, Object after) {
    add(type, amount == null ? Map.of() : Map.of("Amount", value(amount)));
    balance = after;
    sinceSnapshot++;
    if (sinceSnapshot == EVENTS_BEFORE_A_SNAPSHOT) {
      add("SNAPSHOT", Map.of("Balance", value(after)));
      sinceSnapshot = 0;
    }
    return this;
  }

  private void add(String type, Map<String, AttributeValue> members) {
    var row = new HashMap<>(members);
    row.put("Id", AttributeValue.fromS(id));
    row.put("Version", AttributeValue.fromN(Integer.toString(rows.size() + 1)));
    row.put("Type", AttributeValue.fromS(type));
    row.put("Timestamp", AttributeValue.fromS(clock.toString()));
    rows.add(row);
    clock = clock.plusMillis(61_007);
  }

  /** The demo's row of a version, for a test that damages it. */
  Map<String, AttributeValue> row(int version) {
    return rows.get(version - 1);
  }

  DemoBank without(int version) {
    rows.removeIf(row -> row.get("Version").n().equals(Integer.toString(version)));
    return this;
  }

  String id() {
    return id;
  }

  List<Map<String, AttributeValue>> rows() {
    return rows;
  }

  OldAccount account() {
    return new OldAccount(id, null, null, rows.stream().map(DemoRow::entry).toList());
  }

  private static Object plus(Object balance, Object amount) {
    return balance instanceof String || amount instanceof String
        ? text(balance) + text(amount)
        : (Object) (number(balance) + number(amount));
  }

  private static boolean isLess(Object balance, Object amount) {
    return balance instanceof String one && amount instanceof String other
        ? one.compareTo(other) < 0
        : number(balance) < number(amount);
  }

  private static double number(Object value) {
    if (value == null) {
      return Double.NaN;
    }
    return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
  }

  private static String text(Object value) {
    return value instanceof Number number ? decimal(number.doubleValue()) : (String) value;
  }

  private static AttributeValue value(Object value) {
    return value instanceof Number number
        ? AttributeValue.fromN(decimal(number.doubleValue()))
        : AttributeValue.fromS((String) value);
  }

  /** The shortest decimal number, without JavaScript's exponents, which no amount here needs. */
  private static String decimal(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
