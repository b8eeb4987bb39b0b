package dev.passbook.proof.checker;

import static dev.passbook.proof.checker.StoredItems.number;
import static dev.passbook.proof.checker.StoredItems.text;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the rows of idempotency keys. */
final class MarkerItems {
  private static final String ACCOUNT = "account-";
  private static final String KEY = "key-";

  private MarkerItems() {}

  /**
   * Returns the marker if it has an effect. A pending one has the answer of the candidate whose
   * command is in the row that it names, and no effect without such a row.
   */
  static Optional<StoredMarker> effective(
      Map<String, AttributeValue> item, Map<String, List<StoredRow>> streams) {
    AttributeValue candidates = item.get("Candidates");
    return candidates == null
        ? Optional.of(marker(item, item, false))
        : candidates.l().stream()
            .map(AttributeValue::m)
            .filter(candidate -> isInItsRow(text(candidate, "CommandId"), item, streams))
            .findFirst()
            .map(candidate -> marker(item, candidate, true));
  }

  /**
   * Returns the marker that an account's first row keeps. It has the id of the marker beside it, if
   * there is one, and else it was written without a transaction.
   *
   * @param beside all rows that are markers
   */
  static Optional<StoredMarker> own(
      Map<String, AttributeValue> row, List<Map<String, AttributeValue>> beside) {
    AttributeValue own = row.get("Marker");
    if (own == null) {
      return Optional.empty();
    }
    Map<String, AttributeValue> item = new HashMap<>(row);
    String account = text(row, "StreamId");
    Optional<String> marker =
        beside.stream()
            .map(it -> text(it, "StreamId"))
            .filter(key -> account.equals(ACCOUNT + named(key)))
            .findFirst();
    item.put("StreamId", AttributeValue.fromS(marker.orElse(account)));
    item.put("ExpiresAt", own.m().get("ExpiresAt"));
    Map<String, AttributeValue> kept = new HashMap<>(own.m());
    kept.put("CommandId", row.get("Events").l().get(0).m().get("CommandId"));
    return Optional.of(marker(item, kept, marker.isEmpty()));
  }

  /** Returns the id of the account that a key names: its digest, as a UUID of version 8. */
  private static UUID named(String marker) {
    byte[] bytes = HexFormat.of().parseHex(marker, KEY.length(), KEY.length() + 32);
    bytes[6] = (byte) (bytes[6] & 0x0f | 0x80);
    bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
    ByteBuffer id = ByteBuffer.wrap(bytes);
    return new UUID(id.getLong(), id.getLong());
  }

  private static boolean isInItsRow(
      String command, Map<String, AttributeValue> item, Map<String, List<StoredRow>> streams) {
    String account = text(item, "RowStream").substring(ACCOUNT.length());
    long version = number(item, "RowVersion").longValueExact();
    return streams.getOrDefault(account, List.of()).stream()
        .filter(row -> row.version() == version)
        .flatMap(row -> row.events().stream())
        .anyMatch(event -> event.commandId().equals(command));
  }

  private static StoredMarker marker(
      Map<String, AttributeValue> item, Map<String, AttributeValue> kept, boolean pending) {
    Map<String, AttributeValue> answer = kept.get("Answer").m();
    return new StoredMarker(
        text(item, "StreamId"),
        text(kept, "CommandId"),
        number(answer, "Status").intValueExact(),
        text(answer, "Location"),
        text(answer, "ETag"),
        text(answer, "Body"),
        text(item, "At"),
        number(item, "ExpiresAt").longValueExact(),
        pending);
  }
}
