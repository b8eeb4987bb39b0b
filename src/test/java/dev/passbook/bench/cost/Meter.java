package dev.passbook.bench.cost;

import dev.passbook.eventstore.dynamodb.ItemSize;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/**
 * Computes what AWS charges for a call from its request and response. It refuses a call whose cost
 * they don't determine.
 */
final class Meter {
  private static final int OK = 200;

  private Meter() {}

  /**
   * @param operation as in DynamoDB's API, such as PutItem
   * @param answer empty when there was none
   */
  static Units units(String operation, JsonObject request, int status, JsonObject answer) {
    if (status >= 500 || isThrottled(answer)) {
      return Units.NONE;
    }
    return switch (operation) {
      case "PutItem" -> put(request, answer);
      case "TransactWriteItems" -> transaction(request);
      case "Query" -> ok(status, query(request, answer));
      case "GetItem" -> ok(status, get(request, answer));
      default -> throw new IllegalArgumentException("what " + operation + " costs is not known");
    };
  }

  /**
   * The larger of the new and the stored item counts, even if the condition failed. The response
   * contains the stored item, because our writes request it.
   */
  private static Units put(JsonObject request, JsonObject answer) {
    return Units.ofWrite(Math.max(size(request), size(answer)), false);
  }

  /**
   * Each item counts twice, to prepare and to commit; a cancelled transaction is charged as well.
   */
  private static Units transaction(JsonObject request) {
    return objects(request, "TransactItems")
        .map(Meter::put)
        .map(put -> Units.ofWrite(size(put), true))
        .reduce(Units.NONE, Units::plus);
  }

  private static JsonObject put(JsonObject item) {
    if (!item.containsKey("Put")) {
      throw new IllegalArgumentException("what " + item.fieldNames() + " costs is not known");
    }
    return item.getJsonObject("Put");
  }

  /** The items count together. */
  private static Units query(JsonObject request, JsonObject answer) {
    if (Stream.of("FilterExpression", "ProjectionExpression", "Select")
        .anyMatch(request::containsKey)) {
      throw new IllegalArgumentException("the answer does not show all that was read");
    }
    var bytes = objects(answer, "Items").mapToLong(Meter::itemSize).sum();
    return Units.ofRead(bytes, isConsistent(request));
  }

  private static Units get(JsonObject request, JsonObject answer) {
    if (request.containsKey("ProjectionExpression")) {
      throw new IllegalArgumentException("the answer does not show all that was read");
    }
    return Units.ofRead(size(answer), isConsistent(request));
  }

  /** A read that is refused as invalid reads nothing. */
  private static Units ok(int status, Units units) {
    return status == OK ? units : Units.NONE;
  }

  private static boolean isConsistent(JsonObject request) {
    return request.getBoolean("ConsistentRead", false);
  }

  private static boolean isThrottled(JsonObject answer) {
    var type = answer.getString("__type", "");
    return type.endsWith("ThrottlingException")
        || type.endsWith("ProvisionedThroughputExceededException");
  }

  private static long size(JsonObject withItem) {
    return withItem.containsKey("Item") ? itemSize(withItem.getJsonObject("Item")) : 0;
  }

  private static long itemSize(JsonObject item) {
    return ItemSize.of(WireFormat.item(item));
  }

  private static Stream<JsonObject> objects(JsonObject in, String name) {
    return in.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
  }
}
