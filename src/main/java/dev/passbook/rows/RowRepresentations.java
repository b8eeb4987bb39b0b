package dev.passbook.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.HolderChanged;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.dynamodb.StoredMarker;
import dev.passbook.eventstore.dynamodb.StoredRow;
import dev.passbook.http.Reader;
import dev.passbook.http.Representations;
import dev.passbook.http.syntax.Json;
import dev.passbook.streaming.Cursor;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Renders rows and what belongs to them as JSON. */
final class RowRepresentations {
  private RowRepresentations() {}

  static ObjectNode page(UUID account, RowPage page, RowQuery query) {
    var node = Json.object().put("accountId", account.toString());
    var rows = node.putArray("rows");
    page.rows().forEach(row -> rows.add(row(row)));
    var next = page.next();
    node.put("next", next.isPresent() ? query.next(account, next.getAsLong()) : null);
    if (query.isFirstPage()) {
      putPublication(node, page);
    }
    page.markers().ifPresent(markers -> putMarkers(node, markers));
    return node;
  }

  private static void putPublication(ObjectNode node, RowPage page) {
    var cursor = page.publication().cursor();
    node.set("publication", cursor.map(at -> publication(at, page.head())).orElse(null));
    if (page.publication().isDamaged()) {
      node.put("publicationUnreadable", true);
    }
  }

  private static void putMarkers(ObjectNode node, List<StoredMarker> markers) {
    var records = node.putArray("idempotencyRecords");
    markers.forEach(marker -> records.add(marker(marker)));
  }

  private static ObjectNode row(StoredRow<AccountEvent> row) {
    var item = StoredItem.of(row);
    var node =
        Json.object()
            .put("version", row.version())
            .put("at", item.at())
            .put("bytes", row.bytes())
            .put("writeUnits", row.writeUnits() * (isOfTransaction(row) ? 2 : 1));
    var events = node.putArray("events");
    row.events().forEach(event -> events.add(event(event)));
    if (!row.isReadable()) {
      node.put("unreadable", true);
    }
    item.snapshot().ifPresent(snapshot -> node.set("snapshot", snapshot));
    item.chain().ifPresent(chain -> node.put("chain", chain));
    row.events().stream()
        .map(RecordedEvent::traceParent)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(trace -> node.put("traceparent", trace));
    node.set("item", item.json());
    return node;
  }

  /**
   * Returns whether the events show that a transaction wrote the row: a transfer writes two rows, a
   * reversal also writes a claim, and a new holder also moves the account to another list. A write
   * with an idempotency key is a transaction as well, but its row does not show that.
   */
  private static boolean isOfTransaction(StoredRow<AccountEvent> row) {
    return row.events().stream()
        .map(RecordedEvent::event)
        .anyMatch(
            event ->
                event.transferId() != null
                    || event.reverses() != null
                    || event instanceof HolderChanged);
  }

  private static ObjectNode event(RecordedEvent<AccountEvent> event) {
    return Representations.event(event, Reader.OPERATOR).put("commandId", event.commandId());
  }

  private static ObjectNode marker(StoredMarker stored) {
    var marker = stored.marker();
    var response = CommandResponse.of(marker.answer());
    return Json.object()
        .put("id", stored.id())
        .put("status", response.status())
        .put("location", response.location())
        .put("commandId", marker.commandId())
        .put("expiresAt", Timestamp.format(marker.expiresAt()))
        .put("bytes", stored.bytes());
  }

  private static ObjectNode publication(Cursor cursor, long head) {
    var node =
        Json.object()
            .put("publishedVersion", cursor.version())
            .put("unpublished", Math.max(0, head - cursor.version()));
    node.set("parked", cursor.parked().map(RowRepresentations::parked).orElse(null));
    return node;
  }

  private static ObjectNode parked(Cursor.Parked parked) {
    return Json.object()
        .put("version", parked.version())
        .put("reason", parked.shownReason())
        .put("since", Timestamp.format(parked.at()));
  }
}
