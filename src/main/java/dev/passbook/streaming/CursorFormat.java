package dev.passbook.streaming;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.Cursor.Parked;
import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes a cursor as a row in a partition of its own, and reads it back. */
final class CursorFormat {
  static final String PARTITION = "cursor-";
  static final String PASSED = "Passed";
  static final String RECEIPT = "Receipt";
  static final String PARKED = "Parked";

  /** The name in the index under which the cursors of parked accounts are listed. */
  static final String PARKED_LIST = "parked";

  private static final String REASON = "Reason";
  private static final AttributeValue CURSOR_VERSION = number(0);

  private CursorFormat() {}

  static Map<String, AttributeValue> key(StreamId stream) {
    return Map.of(STREAM_ID, string(PARTITION + stream), VERSION, CURSOR_VERSION);
  }

  static AttributeValue parked(Parked parked) {
    return AttributeValue.fromM(
        Map.of(
            VERSION, number(parked.version()),
            REASON, string(parked.reason()),
            AT, string(Timestamp.format(parked.at()))));
  }

  static StreamId stream(Map<String, AttributeValue> row) {
    return new StreamId(row.get(STREAM_ID).s().substring(PARTITION.length()));
  }

  /**
   * Reads a cursor's row.
   *
   * @throws UnreadableCursor if something else has changed the row
   */
  static Cursor read(Map<String, AttributeValue> row) {
    try {
      var receipt = row.get(RECEIPT);
      return new Cursor(
          stream(row),
          Long.parseLong(row.get(PASSED).n()),
          receipt == null ? null : receipt.s(),
          Optional.ofNullable(row.get(PARKED))
              .map(parked -> parked(parked.m(), row.containsKey(LISTED_UNDER))));
    } catch (NullPointerException | NumberFormatException | DateTimeException damaged) {
      throw new UnreadableCursor(row.get(STREAM_ID).s(), damaged);
    }
  }

  private static Parked parked(Map<String, AttributeValue> members, boolean isListed) {
    return new Parked(
        Long.parseLong(members.get(VERSION).n()),
        members.get(REASON).s(),
        Timestamp.parse(members.get(AT).s()),
        isListed);
  }
}
