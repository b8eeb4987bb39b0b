package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.BY;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes a claim as a row in a partition of its own, and reads it back. */
final class ClaimFormat {
  private static final AttributeValue CLAIM_VERSION = number(0);

  private ClaimFormat() {}

  static Map<String, AttributeValue> key(String name) {
    return Map.of(STREAM_ID, string(name), VERSION, CLAIM_VERSION);
  }

  static Map<String, AttributeValue> write(Claim claim) {
    var row = new LinkedHashMap<>(key(claim.name()));
    row.put(COMMAND_ID, string(claim.commandId()));
    row.put(BY, string(claim.by()));
    row.put(AT, string(Timestamp.format(claim.at())));
    return row;
  }

  /**
   * Returns whether the row is a claim.
   *
   * @param row empty for no row
   */
  static boolean isClaim(Map<String, AttributeValue> row) {
    return CLAIM_VERSION.equals(row.get(VERSION)) && !MarkerFormat.isMarker(row);
  }

  /**
   * Reads a claim.
   *
   * @throws UnreadableHistory when the row is damaged
   */
  static Claim read(Map<String, AttributeValue> row) {
    var name = row.get(STREAM_ID).s();
    try {
      var at = Timestamp.parse(row.get(AT).s());
      return new Claim(name, row.get(COMMAND_ID).s(), row.get(BY).s(), at);
    } catch (NullPointerException | DateTimeException e) {
      throw new UnreadableHistory(new StreamId(name), 0, "the claim is damaged", e);
    }
  }
}
