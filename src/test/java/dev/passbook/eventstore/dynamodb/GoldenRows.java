package dev.passbook.eventstore.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads rows that are in productive tables, in DynamoDB's own JSON. */
public final class GoldenRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenRows() {}

  /** Returns a row as releases before the chain wrote it. */
  public static Map<String, AttributeValue> row(String name) {
    return attributes(file(name));
  }

  /**
   * Returns the row as it is written at the beginning of a chain. The script that computed these
   * chains is in the page on the table.
   */
  public static Map<String, AttributeValue> chained(String name) {
    var row = row(name);
    var chain = HexFormat.of().parseHex(file("chains").get(name).textValue());
    row.put(Attributes.CHAIN, AttributeValue.fromB(SdkBytes.fromByteArray(chain)));
    return row;
  }

  private static JsonNode file(String name) {
    try (var file = GoldenRows.class.getResourceAsStream("/rows/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, AttributeValue> attributes(JsonNode members) {
    var attributes = new LinkedHashMap<String, AttributeValue>();
    members
        .properties()
        .forEach(member -> attributes.put(member.getKey(), attribute(member.getValue())));
    return attributes;
  }

  private static AttributeValue attribute(JsonNode typed) {
    var member = typed.properties().iterator().next();
    var value = member.getValue();
    return switch (member.getKey()) {
      case "S" -> AttributeValue.fromS(value.textValue());
      case "N" -> AttributeValue.fromN(value.textValue());
      case "BOOL" -> AttributeValue.fromBool(value.booleanValue());
      case "B" -> AttributeValue.fromB(bytes(value.textValue()));
      case "M" -> AttributeValue.fromM(attributes(value));
      case "L" -> AttributeValue.fromL(list(value));
      default -> throw new IllegalArgumentException("no row has a " + member.getKey());
    };
  }

  private static SdkBytes bytes(String base64) {
    return SdkBytes.fromByteArray(Base64.getDecoder().decode(base64));
  }

  private static List<AttributeValue> list(JsonNode values) {
    var list = new ArrayList<AttributeValue>();
    values.forEach(value -> list.add(attribute(value)));
    return list;
  }
}
