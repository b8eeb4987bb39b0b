package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.ANSWER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.FINGERPRINT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.KEY;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  /** Returns the attribute. The row's events have the command id, and the row has the time. */
  static AttributeValue attribute(Marker marker) {
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put(KEY, string(marker.key()));
    members.put(FINGERPRINT, string(marker.fingerprint()));
    members.put(ANSWER, map(marker.answer()));
    members.put(EXPIRES_AT, number(marker.expiresAt().getEpochSecond()));
    return AttributeValue.fromM(members);
  }

  /**
   * Returns the markers of the rows that stand in the way of rows with markers of their own.
   *
   * @param standing for each sent item the one that stands at its key, or an empty one
   */
  static List<Marker> inTheWay(
      List<Map<String, AttributeValue>> sent, List<Map<String, AttributeValue>> standing) {
    return IntStream.range(0, sent.size())
        .filter(i -> sent.get(i).containsKey(MARKER) && !standing.get(i).isEmpty())
        .mapToObj(i -> read(standing.get(i), sent.get(i).get(MARKER).m().get(KEY).s()))
        .toList();
  }

  /**
   * Reads the marker of a first row.
   *
   * @throws UnreadableHistory when the row keeps no marker of the key; otherwise a command could
   *     take effect twice
   */
  static Marker read(Map<String, AttributeValue> row, String key) {
    var stream = new StreamId(row.get(STREAM_ID).s());
    try {
      var marker = read(row);
      if (marker.key().equals(key)) {
        return marker;
      }
    } catch (NullPointerException | DateTimeException | IllegalArgumentException e) {
      throw new UnreadableHistory(stream, 1, "its marker is missing or damaged", e);
    }
    throw new UnreadableHistory(stream, 1, "its marker is of another key", null);
  }

  private static Marker read(Map<String, AttributeValue> row) {
    var members = row.get(MARKER).m();
    return new Marker(
        members.get(KEY).s(),
        members.get(FINGERPRINT).s(),
        row.get(EVENTS).l().get(0).m().get(COMMAND_ID).s(),
        members(members.get(ANSWER).m()),
        Timestamp.parse(row.get(AT).s()),
        Instant.ofEpochSecond(Long.parseLong(members.get(EXPIRES_AT).n())));
  }
}
