package dev.passbook.proof.checker;

import static dev.passbook.proof.checker.StoredItems.number;
import static dev.passbook.proof.checker.StoredItems.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the rows of idempotency keys. */
final class MarkerItems {
  private static final String ACCOUNT = "account-";

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
