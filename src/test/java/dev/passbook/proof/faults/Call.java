package dev.passbook.proof.faults;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** A DynamoDB API call on its way through the proxy. */
public record Call(String operation, MultiMap headers, Buffer body) {
  private static final Set<String> WRITES =
      Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems");
  private static final Set<String> READS =
      Set.of("Query", "GetItem", "BatchGetItem", "TransactGetItems", "Scan");

  static Call of(MultiMap headers, Buffer body) {
    String target = headers.contains("X-Amz-Target") ? headers.get("X-Amz-Target") : "";
    return new Call(target.substring(target.lastIndexOf('.') + 1), headers, body);
  }

  public Call with(JsonObject changed) {
    return new Call(operation, headers, changed.toBuffer());
  }

  /** Returns a call of another operation with the same request headers. */
  public Call with(String otherOperation, JsonObject changed) {
    MultiMap redirected = MultiMap.caseInsensitiveMultiMap().addAll(headers);
    String target = headers.get("X-Amz-Target");
    redirected.set(
        "X-Amz-Target", target.substring(0, target.lastIndexOf('.') + 1) + otherOperation);
    return new Call(otherOperation, redirected, changed.toBuffer());
  }

  /** Returns a fresh copy of the body; changing it doesn't change this call. */
  public JsonObject json() {
    return body.toJsonObject();
  }

  public boolean isWrite() {
    return WRITES.contains(operation);
  }

  public boolean isTransaction() {
    return operation.equals("TransactWriteItems");
  }

  /** Returns whether the call reads or writes items. Calls about the table itself don't. */
  public boolean isAboutItems() {
    return isWrite() || READS.contains(operation);
  }

  public boolean writesMarker() {
    return puts().anyMatch(Call::isMarker);
  }

  public boolean writesEvent() {
    return puts().anyMatch(Call::isEvent);
  }

  /** Returns whether it writes two event rows at once, as only a transfer does. */
  public boolean writesTransfer() {
    return puts().filter(Call::isEvent).count() == 2;
  }

  /** Returns the Put of a PutItem, or those in a transaction. */
  public Stream<JsonObject> puts() {
    if (operation.equals("PutItem")) {
      return Stream.of(json());
    }
    return isTransaction() ? puts(json()) : Stream.empty();
  }

  static Stream<JsonObject> puts(JsonObject transaction) {
    return transaction.getJsonArray("TransactItems", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(item -> item.containsKey("Put"))
        .map(item -> item.getJsonObject("Put"));
  }

  static boolean isEvent(JsonObject put) {
    return streamId(put).startsWith("account-");
  }

  static boolean isMarker(JsonObject put) {
    return streamId(put).startsWith("key-");
  }

  static boolean isClaim(JsonObject put) {
    return streamId(put).startsWith("reversal-");
  }

  private static String streamId(JsonObject put) {
    return put.getJsonObject("Item").getJsonObject("StreamId").getString("S");
  }
}
