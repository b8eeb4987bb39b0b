package dev.passbook.rows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Currencies;
import dev.passbook.eventstore.dynamodb.StoredRow;
import dev.passbook.http.syntax.Json;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A row's attributes, read without the codec, so that a damaged row is shown as well.
 *
 * @param json the attributes in DynamoDB's JSON
 */
record StoredItem(ObjectNode json) {
  private static final Set<String> MONEY = Set.of("Balance", "Overdraft");

  static StoredItem of(StoredRow<?> row) {
    return new StoredItem((ObjectNode) tree(row.item()));
  }

  private static JsonNode tree(Object value) {
    var nodes = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> members) {
      var node = nodes.objectNode();
      members.forEach((name, member) -> node.set((String) name, tree(member)));
      return node;
    }
    if (value instanceof List<?> elements) {
      return nodes.arrayNode().addAll(elements.stream().map(StoredItem::tree).toList());
    }
    return value instanceof Boolean truth
        ? nodes.booleanNode(truth)
        : nodes.textNode((String) value);
  }

  /** Returns the time of the commit as it is stored, or null if the row has none. */
  String at() {
    return json.at("/At/S").textValue();
  }

  /** Returns the commit's hash in hex, if it has one. */
  Optional<String> chain() {
    return Optional.ofNullable(json.at("/Chain/B").textValue()).map(StoredItem::hex);
  }

  private static String hex(String base64) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  /** Returns the snapshot's members under the names of the API, if the row has a snapshot. */
  Optional<ObjectNode> snapshot() {
    var stored = json.at("/Snapshot/M");
    if (!stored.isObject()) {
      return Optional.empty();
    }
    var digits = fractionDigits(stored.at("/Currency/S").asText());
    var snapshot = Json.object();
    stored
        .properties()
        .forEach(
            member ->
                put(
                    snapshot,
                    member.getKey(),
                    member.getValue(),
                    MONEY.contains(member.getKey()) ? digits : 0));
    return Optional.of(snapshot);
  }

  private static int fractionDigits(String currency) {
    try {
      return Currencies.of(currency).fractionDigits();
    } catch (IllegalArgumentException unknown) {
      return 0;
    }
  }

  /** DynamoDB drops a number's trailing zeros, and the API prints money with all its digits. */
  private static void put(ObjectNode snapshot, String name, JsonNode typed, int digits) {
    var ours = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    var value = typed.elements().next();
    if (typed.has("N")) {
      var number = new BigDecimal(value.asText());
      snapshot.put(ours, number.setScale(Math.max(digits, number.scale())));
    } else if (typed.has("B")) {
      snapshot.put(ours, hex(value.asText()));
    } else {
      snapshot.set(ours, value);
    }
  }
}
