package dev.passbook.proof.faults;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Bugs with idempotency keys, planted in a service that writes keys without transactions. */
public final class KeySabotage {
  private KeySabotage() {}

  /** Puts the row, but never its marker. */
  public static Interceptor skippedMarker() {
    return (call, origin) ->
        call.writesMarker()
            ? Future.succeededFuture(Reply.ok(new JsonObject()))
            : origin.send(call);
  }

  /** Makes an empty version look as if another command's row stood there. */
  public static Interceptor refusalRememberedTooEarly() {
    return (call, origin) ->
        origin
            .send(call)
            .map(
                reply ->
                    looksAtARow(call) && !reply.body().toJsonObject().containsKey("Item")
                        ? Reply.ok(anothersRow())
                        : reply);
  }

  private static boolean looksAtARow(Call call) {
    return call.operation().equals("GetItem")
        && Call.isEvent(new JsonObject().put("Item", call.json().getJsonObject("Key")));
  }

  private static JsonObject anothersRow() {
    JsonObject event = new JsonObject().put("CommandId", new JsonObject().put("S", "another"));
    JsonArray events = new JsonArray().add(new JsonObject().put("M", event));
    return new JsonObject()
        .put("Item", new JsonObject().put("Events", new JsonObject().put("L", events)));
  }

  /** Makes each marker look as if it were of the same request. */
  public static Interceptor markerWithoutFingerprint() {
    return (call, origin) ->
        origin.send(call).map(reply -> call.writesMarker() ? withPrintOf(call, reply) : reply);
  }

  private static Reply withPrintOf(Call call, Reply reply) {
    JsonObject body = reply.body().toJsonObject();
    if (!body.containsKey("Item")) {
      return reply;
    }
    Object print = candidates(call.json()).getJsonObject("Fingerprint");
    candidates(body).put("Fingerprint", print);
    return new Reply(reply.status(), reply.headers(), body.toBuffer(), reply.delivery());
  }

  /** Gives each opening a stream with a name of its own, which the key does not tell. */
  public static Interceptor openingElsewhere() {
    return (call, origin) -> {
      if (!opens(call)) {
        return origin.send(call);
      }
      JsonObject put = call.json();
      Sabotage.item(put).put("StreamId", new JsonObject().put("S", "account-" + UUID.randomUUID()));
      return origin.send(call.with(put));
    };
  }

  /** Makes each first row look as if it were of the same request. */
  public static Interceptor openingWithoutFingerprint() {
    return (call, origin) ->
        origin.send(call).map(reply -> opens(call) ? withOpeningsPrintOf(call, reply) : reply);
  }

  private static boolean opens(Call call) {
    return call.operation().equals("PutItem") && Sabotage.item(call.json()).containsKey("Marker");
  }

  private static Reply withOpeningsPrintOf(Call call, Reply reply) {
    JsonObject body = reply.body().toJsonObject();
    if (!body.containsKey("Item")) {
      return reply;
    }
    ownMarker(body).put("Fingerprint", ownMarker(call.json()).getJsonObject("Fingerprint"));
    return new Reply(reply.status(), reply.headers(), body.toBuffer(), reply.delivery());
  }

  private static JsonObject ownMarker(JsonObject put) {
    return Sabotage.item(put).getJsonObject("Marker").getJsonObject("M");
  }

  private static JsonObject candidates(JsonObject put) {
    return Sabotage.item(put)
        .getJsonObject("Candidates")
        .getJsonArray("L")
        .getJsonObject(0)
        .getJsonObject("M");
  }
}
