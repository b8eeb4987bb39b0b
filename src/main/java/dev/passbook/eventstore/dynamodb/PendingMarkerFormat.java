package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.ANSWER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CANDIDATES;
import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.FINGERPRINT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.REVISION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.ROW_STREAM;
import static dev.passbook.eventstore.dynamodb.table.Attributes.ROW_VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
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

/**
 * Writes a pending marker as a row and reads it back. It has no response of its own, so a release
 * that does not know pending markers fails to read it and does nothing.
 */
final class PendingMarkerFormat {
  private PendingMarkerFormat() {}

  static Map<String, AttributeValue> write(PendingMarker marker) {
    var row = new LinkedHashMap<>(MarkerFormat.key(marker.key()));
    row.put(ROW_STREAM, string(marker.stream().value()));
    row.put(ROW_VERSION, number(marker.version()));
    row.put(REVISION, number(marker.revision()));
    row.put(
        CANDIDATES,
        AttributeValue.fromL(
            marker.candidates().stream().map(PendingMarkerFormat::candidate).toList()));
    row.put(AT, string(Timestamp.format(marker.at())));
    row.put(EXPIRES_AT, number(marker.expiresAt().getEpochSecond()));
    return row;
  }

  private static AttributeValue candidate(Marker candidate) {
    var members = new LinkedHashMap<String, AttributeValue>();
    members.put(FINGERPRINT, string(candidate.fingerprint()));
    members.put(COMMAND_ID, string(candidate.commandId()));
    members.put(ANSWER, map(candidate.answer()));
    return AttributeValue.fromM(members);
  }

  /**
   * Returns whether a marker is pending.
   *
   * @param row empty for no row
   */
  static boolean isPending(Map<String, AttributeValue> row) {
    return row.containsKey(CANDIDATES);
  }

  /**
   * Reads a pending marker.
   *
   * @throws UnreadableHistory when the row is damaged
   */
  static PendingMarker read(Map<String, AttributeValue> row) {
    var name = row.get(STREAM_ID).s();
    try {
      var key = name.substring(MarkerFormat.PARTITION.length());
      var at = Timestamp.parse(row.get(AT).s());
      var expiresAt = Instant.ofEpochSecond(Long.parseLong(row.get(EXPIRES_AT).n()));
      return new PendingMarker(
          new StreamId(row.get(ROW_STREAM).s()),
          Long.parseLong(row.get(ROW_VERSION).n()),
          Long.parseLong(row.get(REVISION).n()),
          row.get(CANDIDATES).l().stream()
              .map(candidate -> candidate(key, candidate.m(), at, expiresAt))
              .toList());
    } catch (NullPointerException | DateTimeException | IllegalArgumentException e) {
      throw new UnreadableHistory(new StreamId(name), 0, "the marker is damaged", e);
    }
  }

  private static Marker candidate(
      String key, Map<String, AttributeValue> members, Instant at, Instant expiresAt) {
    return new Marker(
        key,
        members.get(FINGERPRINT).s(),
        members.get(COMMAND_ID).s(),
        members(members.get(ANSWER).m()),
        at,
        expiresAt);
  }
}
