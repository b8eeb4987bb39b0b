package dev.passbook.proof.faults;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Bugs planted between the service and its database, to test the checker. They imitate a faulty
 * service; DynamoDB itself never behaves so.
 */
public final class Sabotage {
  private static final int RARE = 7;
  private static final List<String> CONDITION =
      List.of(
          "ConditionExpression",
          "ExpressionAttributeNames",
          "ExpressionAttributeValues",
          "ReturnValuesOnConditionCheckFailure");

  private Sabotage() {}

  /** Puts lose their condition, so that the last writer of a version wins. */
  public static Interceptor skippedCondition() {
    return onPuts(call -> true, put -> true, Sabotage::removeCondition);
  }

  /** Keys are forgotten: no marker is ever found, and none rejects a write. */
  public static Interceptor forgottenKeys() {
    Interceptor careless = onPuts(call -> true, Call::isMarker, Sabotage::removeCondition);
    return (call, origin) -> {
      if (!call.isWrite() && call.body().toString().contains("\"key-")) {
        return Future.succeededFuture(Reply.ok(new JsonObject()));
      }
      return careless.intercept(call, origin);
    };
  }

  /** The write succeeds without being applied. */
  public static Interceptor droppedEvent() {
    return rarely(
        call -> call.operation().equals("PutItem") && call.writesEvent(),
        (call, origin) -> Future.succeededFuture(Reply.ok(new JsonObject())));
  }

  /** The write is applied, and once more at the next version. */
  public static Interceptor doubledRetry() {
    return rarely(
        call -> call.operation().equals("PutItem") && call.writesEvent(),
        (call, origin) -> origin.send(call).compose(reply -> again(call, origin).map(reply)));
  }

  private static Future<Reply> again(Call call, Origin origin) {
    JsonObject put = call.json();
    removeCondition(put);
    addToVersion(put, 1);
    return origin.send(call.with(put));
  }

  public static Interceptor gapInTheVersions() {
    return onPuts(rare(Call::writesEvent), Call::isEvent, put -> addToVersion(put, 1));
  }

  public static Interceptor poisonedSnapshot() {
    return onPuts(
        call -> true,
        put -> item(put).containsKey("Snapshot"),
        put -> addToBalance(item(put).getJsonObject("Snapshot").getJsonObject("M")));
  }

  public static Interceptor wrongRecordedBalance() {
    return onPuts(rare(Call::writesEvent), Call::isEvent, put -> addToBalance(firstEvent(put)));
  }

  public static Interceptor eventForAnotherAmount() {
    return onPuts(
        rare(Call::writesEvent),
        put -> Call.isEvent(put) && firstEvent(put).containsKey("Amount"),
        put -> add(firstEvent(put), "Amount"));
  }

  public static Interceptor lostChain() {
    return onPuts(rare(Call::writesEvent), Call::isEvent, put -> item(put).remove("Chain"));
  }

  public static Interceptor clockThatGoesBackwards() {
    return onPuts(
        rare(Call::writesEvent),
        Call::isEvent,
        put -> item(put).put("At", new JsonObject().put("S", "2020-01-31T12:00:00.000Z")));
  }

  /** A row of several commands loses the last one's event. */
  public static Interceptor halfABatch() {
    return onPuts(
        call -> true,
        put -> Call.isEvent(put) && events(put).size() > 1,
        put -> events(put).remove(events(put).size() - 1));
  }

  /** Half of a transfer's money is gone. */
  public static Interceptor lostLeg() {
    return onItems(Call::writesTransfer, items -> removeLast(items, Call::isEvent));
  }

  public static Interceptor lostMarker() {
    return onItems(
        call -> call.writesMarker() && call.writesEvent(),
        items -> removeLast(items, Call::isMarker));
  }

  /** The marker differs from the response. */
  public static Interceptor forgedMarker() {
    return onPuts(
        call -> true,
        Call::isMarker,
        put -> {
          JsonObject answer = item(put).getJsonObject("Answer").getJsonObject("M");
          String body = answer.getJsonObject("Body").getString("S");
          answer.put("Body", new JsonObject().put("S", body + " "));
        });
  }

  /** A read of the newest state returns the result of the first such read of the stream. */
  public static Interceptor staleReads() {
    Map<String, Reply> seen = new HashMap<>();
    Predicate<Call> rarely = rare(call -> true);
    return (call, origin) -> {
      if (!call.operation().equals("Query")) {
        return origin.send(call);
      }
      JsonObject values = call.json().getJsonObject("ExpressionAttributeValues");
      if (versionIn(values, ":to") < Long.MAX_VALUE) {
        return origin.send(call);
      }
      String stream = values.getJsonObject(":stream").getString("S");
      Reply old = seen.get(stream);
      return old != null && rarely.test(call)
          ? Future.succeededFuture(old)
          : origin.send(call).onSuccess(reply -> seen.putIfAbsent(stream, reply));
    };
  }

  /** A read of the newest state asks only for the row in which the known state ends. */
  public static Interceptor trustedKnownState() {
    return (call, origin) -> {
      if (!call.operation().equals("Query")) {
        return origin.send(call);
      }
      JsonObject changed = call.json();
      JsonObject values = changed.getJsonObject("ExpressionAttributeValues");
      if (versionIn(values, ":to") == Long.MAX_VALUE && versionIn(values, ":from") > 1) {
        values.put(":to", values.getJsonObject(":from"));
      }
      return origin.send(call.with(changed));
    };
  }

  private static long versionIn(JsonObject values, String name) {
    return values.containsKey(name)
        ? Long.parseLong(values.getJsonObject(name).getString("N", "0"))
        : 0;
  }

  static Interceptor onPuts(
      Predicate<Call> which, Predicate<JsonObject> put, Consumer<JsonObject> crime) {
    return (call, origin) -> {
      if (call.puts().noneMatch(put) || !which.test(call)) {
        return origin.send(call);
      }
      JsonObject changed = call.json();
      if (call.isTransaction()) {
        Call.puts(changed).filter(put).forEach(crime);
      } else {
        crime.accept(changed);
      }
      return origin.send(call.with(changed));
    };
  }

  static Interceptor onItems(Predicate<Call> which, Consumer<JsonArray> crime) {
    return (call, origin) -> {
      if (!call.isTransaction() || !which.test(call)) {
        return origin.send(call);
      }
      JsonObject changed = call.json();
      crime.accept(changed.getJsonArray("TransactItems"));
      return origin.send(call.with(changed));
    };
  }

  private static Interceptor rarely(Predicate<Call> kind, Interceptor crime) {
    Predicate<Call> rare = rare(kind);
    return (call, origin) -> rare.test(call) ? crime.intercept(call, origin) : origin.send(call);
  }

  private static Predicate<Call> rare(Predicate<Call> kind) {
    return oneIn(RARE, kind);
  }

  private static Predicate<Call> oneIn(int many, Predicate<Call> kind) {
    int[] seen = {0};
    return call -> kind.test(call) && ++seen[0] % many == 0;
  }

  private static void removeCondition(JsonObject put) {
    CONDITION.forEach(put::remove);
  }

  static JsonObject item(JsonObject put) {
    return put.getJsonObject("Item");
  }

  private static JsonObject firstEvent(JsonObject put) {
    return events(put).getJsonObject(0).getJsonObject("M");
  }

  static JsonArray events(JsonObject put) {
    return item(put).getJsonObject("Events").getJsonArray("L");
  }

  private static void addToVersion(JsonObject put, int more) {
    JsonObject version = item(put).getJsonObject("Version");
    version.put("N", Integer.toString(Integer.parseInt(version.getString("N")) + more));
  }

  private static void addToBalance(JsonObject members) {
    add(members, "Balance");
  }

  static void add(JsonObject members, String name) {
    JsonObject number = members.getJsonObject(name);
    number.put("N", new BigDecimal(number.getString("N")).add(BigDecimal.ONE).toPlainString());
  }

  /** Removes the last Put of a kind. */
  static void removeLast(JsonArray items, Predicate<JsonObject> kind) {
    for (int i = items.size() - 1; i >= 0; i--) {
      JsonObject put = items.getJsonObject(i).getJsonObject("Put");
      if (put != null && kind.test(put)) {
        items.remove(i);
        return;
      }
    }
  }
}
