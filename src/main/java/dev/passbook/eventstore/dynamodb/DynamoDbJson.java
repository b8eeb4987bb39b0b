package dev.passbook.eventstore.dynamodb;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes items in DynamoDB's own JSON, in which each value is an object with its type as the only
 * member: {@code {"Version": {"N": "12"}}}. It uses plain maps, lists and texts.
 */
final class DynamoDbJson {
  private DynamoDbJson() {}

  /** Returns the attributes in the order of their names. DynamoDB keeps no order. */
  static Map<String, Object> of(Map<String, AttributeValue> attributes) {
    var members = new LinkedHashMap<String, Object>();
    new TreeMap<>(attributes).forEach((name, value) -> members.put(name, of(value)));
    return members;
  }

  private static Map<String, Object> of(AttributeValue value) {
    return switch (value.type()) {
      case S -> Map.of("S", value.s());
      case N -> Map.of("N", value.n());
      case B -> Map.of("B", base64(value.b()));
      case BOOL -> Map.of("BOOL", value.bool());
      case NUL -> Map.of("NULL", true);
      case M -> Map.of("M", of(value.m()));
      case L -> Map.of("L", value.l().stream().map(DynamoDbJson::of).toList());
      case SS -> Map.of("SS", List.copyOf(value.ss()));
      case NS -> Map.of("NS", List.copyOf(value.ns()));
      case BS -> Map.of("BS", value.bs().stream().map(DynamoDbJson::base64).toList());
      case UNKNOWN_TO_SDK_VERSION -> Map.of();
    };
  }

  private static String base64(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
