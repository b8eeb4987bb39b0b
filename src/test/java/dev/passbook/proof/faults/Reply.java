package dev.passbook.proof.faults;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The part of a response that the service receives. */
public record Reply(int status, MultiMap headers, Buffer body, Delivery delivery) {
  /** How much of the response arrives before the connection closes. */
  public enum Delivery {
    WHOLE,
    HALF,
    NONE
  }

  private static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";

  public static Reply lost() {
    return new Reply(0, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), Delivery.NONE);
  }

  public Reply cut() {
    return new Reply(status, headers, body, Delivery.HALF);
  }

  public static Reply ok(JsonObject body) {
    return of(200, body);
  }

  /** Returns an error in DynamoDB's own format. */
  public static Reply error(int status, String code, String message) {
    return of(status, new JsonObject().put("__type", NAMESPACE + code).put("message", message));
  }

  /** Returns a cancelled transaction whose first item met another transaction. */
  static Reply transactionConflict(int items) {
    JsonArray reasons =
        new JsonArray()
            .add(
                new JsonObject()
                    .put("Code", "TransactionConflict")
                    .put("Message", "Transaction is ongoing for the item"));
    while (reasons.size() < items) {
      reasons.add(new JsonObject().put("Code", "None"));
    }
    return of(
        400,
        new JsonObject()
            .put("__type", NAMESPACE + "TransactionCanceledException")
            .put("Message", "Transaction cancelled [TransactionConflict]")
            .put("CancellationReasons", reasons));
  }

  private static Reply of(int status, JsonObject body) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("Content-Type", "application/x-amz-json-1.0")
            .set("x-amzn-RequestId", "MADE-UP");
    return new Reply(status, headers, body.toBuffer(), Delivery.WHOLE);
  }
}
