package dev.passbook.bench.cost;

import static java.util.stream.Collectors.toMap;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads items in DynamoDB's JSON format. */
final class WireFormat {
  private WireFormat() {}

  static Map<String, AttributeValue> item(JsonObject item) {
    return item.stream().collect(toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
  }

  private static AttributeValue value(Object typed) {
    var entry = ((JsonObject) typed).iterator().next();
    return switch (entry.getKey()) {
      case "S" -> AttributeValue.fromS((String) entry.getValue());
      case "N" -> AttributeValue.fromN((String) entry.getValue());
      case "B" ->
          AttributeValue.fromB(
              SdkBytes.fromByteArray(Base64.getDecoder().decode((String) entry.getValue())));
      case "BOOL" -> AttributeValue.fromBool((Boolean) entry.getValue());
      case "NULL" -> AttributeValue.fromNul(true);
      case "M" -> AttributeValue.fromM(item((JsonObject) entry.getValue()));
      case "L" ->
          AttributeValue.fromL(
              ((JsonArray) entry.getValue()).stream().map(WireFormat::value).toList());
      default -> throw new IllegalArgumentException("no row has a " + entry.getKey());
    };
  }
}
