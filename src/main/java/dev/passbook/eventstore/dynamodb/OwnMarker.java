package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.ANSWER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.FINGERPRINT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.MARKER;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Writes and reads the marker that a stream's first row keeps itself. The key names the stream, so
 * the condition that no row stands there also says that the key is free.
 *
 * <p>The row never expires, so the key names the stream for ever.
 */
final class OwnMarker {
  private OwnMarker() {}

  /** Returns the row's key in the table. */
  static Map<String, AttributeValue> key(StreamId stream) {
    return Map.of(STREAM_ID, string(stream.value()), VERSION, number(1));
  }

  /** Returns the attribute. The stream's name, the events and the row's time say the rest. */
  static AttributeValue attribute(Marker marker) {
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put(FINGERPRINT, string(marker.fingerprint()));
    members.put(ANSWER, map(marker.answer()));
    members.put(EXPIRES_AT, number(marker.expiresAt().getEpochSecond()));
    return AttributeValue.fromM(members);
  }

  /**
   * Reads the marker of a first row.
   *
   * @param key that names the row's stream
   * @throws UnreadableHistory when the row keeps no marker; otherwise a command could take effect
   *     twice
   */
  static Marker read(Map<String, AttributeValue> row, String key) {
    try {
      return read(key, row);
    } catch (RuntimeException e) {
      var stream = new StreamId(row.get(STREAM_ID).s());
      throw new UnreadableHistory(stream, 1, "its marker is missing or damaged", e);
    }
  }

  private static Marker read(String key, Map<String, AttributeValue> row) {
    var members = row.get(MARKER).m();
    return new Marker(
        key,
        members.get(FINGERPRINT).s(),
        row.get(EVENTS).l().get(0).m().get(COMMAND_ID).s(),
        members(members.get(ANSWER).m()),
        Timestamp.parse(row.get(AT).s()),
        Instant.ofEpochSecond(Long.parseLong(members.get(EXPIRES_AT).n())));
  }
}
