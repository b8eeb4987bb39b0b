package dev.passbook.bench.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the meter by the rules in DynamoDB's developer guide. */
class MeterTest {
  private static final JsonObject NOTHING = new JsonObject();

  @ParameterizedTest
  @CsvSource({"10, 1", "1024, 1", "1025, 2", "2048, 2", "4097, 5"})
  void aWriteCostsAUnitForEachStartedKilobyte(int bytes, double units) {
    assertEquals(new Units(0, units), Meter.units("PutItem", put(bytes), 200, NOTHING));
  }

  @Test
  void aWriteWhoseConditionFailedIsChargedByTheLargerItem() {
    var stored =
        new JsonObject().put("__type", "#ConditionalCheckFailedException").put("Item", item(3_000));

    assertEquals(new Units(0, 3), Meter.units("PutItem", put(10), 400, stored));
    assertEquals(new Units(0, 5), Meter.units("PutItem", put(5_000), 400, stored));
  }

  @Test
  void aTransactionChargesEachItemTwice() {
    assertEquals(
        new Units(0, 2 + 4),
        Meter.units("TransactWriteItems", transaction(10, 2_000), 200, NOTHING));
  }

  @Test
  void aCancelledTransactionIsCharged() {
    var cancelled = new JsonObject().put("__type", "#TransactionCanceledException");

    assertEquals(
        new Units(0, 4), Meter.units("TransactWriteItems", transaction(10, 10), 400, cancelled));
  }

  @Test
  void aQueryIsChargedForTheTotalOfItsItems() {
    assertEquals(new Units(1, 0), query(true, 1_000, 1_000, 1_000, 1_000));
    assertEquals(new Units(2, 0), query(true, 2_000, 2_000, 97));
    assertEquals(new Units(1, 0), query(false, 2_000, 2_000, 97));
  }

  @Test
  void aReadThatFindsNothingIsCharged() {
    assertEquals(new Units(1, 0), query(true));
    assertEquals(
        new Units(0.5, 0), Meter.units("GetItem", new JsonObject(), 200, new JsonObject()));
  }

  @Test
  void aFailedOrThrottledCallIsNotCharged() {
    var throttled = new JsonObject().put("__type", "#ProvisionedThroughputExceededException");

    assertEquals(Units.NONE, Meter.units("PutItem", put(10), 500, NOTHING));
    assertEquals(Units.NONE, Meter.units("PutItem", put(10), 400, throttled));
  }

  @Test
  void aCallOfUnknownCostIsRefused() {
    var projected = new JsonObject().put("ProjectionExpression", "At");

    assertThrows(
        IllegalArgumentException.class, () -> Meter.units("Query", projected, 200, NOTHING));
    assertThrows(
        IllegalArgumentException.class, () -> Meter.units("UpdateItem", put(10), 200, NOTHING));
  }

  private static Units query(boolean consistent, int... sizes) {
    var items = new JsonArray(Arrays.stream(sizes).mapToObj(MeterTest::item).toList());
    return Meter.units(
        "Query",
        new JsonObject().put("ConsistentRead", consistent),
        200,
        new JsonObject().put("Items", items));
  }

  private static JsonObject transaction(int... sizes) {
    var puts =
        Arrays.stream(sizes).mapToObj(size -> new JsonObject().put("Put", put(size))).toList();
    return new JsonObject().put("TransactItems", new JsonArray(puts));
  }

  private static JsonObject put(int bytes) {
    return new JsonObject().put("Item", item(bytes));
  }

  /** Returns an item of exactly this many bytes. */
  private static JsonObject item(int bytes) {
    return new JsonObject().put("T", new JsonObject().put("S", "x".repeat(bytes - 1)));
  }
}
