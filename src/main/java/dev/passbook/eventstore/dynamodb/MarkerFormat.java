package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.ANSWER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.FINGERPRINT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.map;
import static dev.passbook.eventstore.dynamodb.table.Attributes.members;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes a marker as a row in a partition of its own, and reads it back. */
final class MarkerFormat {
  static final String PARTITION = "key-";
  private static final AttributeValue MARKER_VERSION = number(0);

  private MarkerFormat() {}

  static Map<String, AttributeValue> key(String key) {
    return Map.of(STREAM_ID, string(PARTITION + key), VERSION, MARKER_VERSION);
  }

  static Map<String, AttributeValue> write(Marker marker) {
    var row = new LinkedHashMap<>(key(marker.key()));
    row.put(FINGERPRINT, string(marker.fingerprint()));
    row.put(COMMAND_ID, string(marker.commandId()));
    row.put(ANSWER, map(marker.answer()));
    row.put(AT, string(Timestamp.format(marker.at())));
    row.put(EXPIRES_AT, number(marker.expiresAt().getEpochSecond()));
    return row;
  }

  /**
   * Returns whether the row is a marker.
   *
   * @param row empty for no row
   */
  static boolean isMarker(Map<String, AttributeValue> row) {
    return row.containsKey(STREAM_ID) && row.get(STREAM_ID).s().startsWith(PARTITION);
  }

  /**
   * Reads a marker.
   *
   * @throws PendingMarkerFound when its response depends on another row
   * @throws UnreadableHistory when the row is damaged; otherwise a command could take effect twice
   */
  static Marker read(Map<String, AttributeValue> row) {
    var name = row.get(STREAM_ID).s();
    if (PendingMarkerFormat.isPending(row)) {
      throw new PendingMarkerFound(new StreamId(name));
    }
    try {
      return read(name, row);
    } catch (NullPointerException | DateTimeException | IllegalArgumentException e) {
      throw new UnreadableHistory(new StreamId(name), 0, "the marker is damaged", e);
    }
  }

  private static Marker read(String name, Map<String, AttributeValue> row) {
    return new Marker(
        name.substring(PARTITION.length()),
        row.get(FINGERPRINT).s(),
        row.get(COMMAND_ID).s(),
        members(row.get(ANSWER).m()),
        Timestamp.parse(row.get(AT).s()),
        Instant.ofEpochSecond(Long.parseLong(row.get(EXPIRES_AT).n())));
  }
}
