package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.HoldPlaced;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.HoldDetails;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.syntax.Json;
import java.util.List;
import java.util.Locale;

/** Renders holds as JSON. */
final class HoldRepresentations {
  private HoldRepresentations() {}

  static ObjectNode list(List<HoldDetails> active) {
    var node = Json.object();
    var holds = node.putArray("holds");
    active.forEach(hold -> holds.add(hold(hold)));
    return node;
  }

  /** Renders a hold. An active one has no end, so the member is null. */
  static ObjectNode hold(HoldDetails hold) {
    return Json.object()
        .put("id", hold.id().toString())
        .put("accountId", hold.id().account().toString())
        .put("status", status(hold))
        .put("amount", hold.amount().value())
        .put("captured", hold.captured().value())
        .put("remaining", hold.remaining().value())
        .put("reference", hold.reference())
        .put("placedAt", Timestamp.format(hold.placedAt()))
        .put("expiresAt", Timestamp.format(hold.expiresAt()))
        .put("endedAt", hold.endedAt() == null ? null : Timestamp.format(hold.endedAt()));
  }

  /** Renders a hold that was placed a moment ago. */
  static ObjectNode placed(RecordedEvent<?> recorded) {
    return hold(HoldDetails.active(recorded, ((HoldPlaced) recorded.event()).amount()));
  }

  static String location(RecordedEvent<?> placed) {
    var account = AccountIds.of(placed.stream());
    return "/accounts/" + account + "/holds/" + account + "-" + placed.version();
  }

  static String status(HoldDetails hold) {
    return hold.status().name().toLowerCase(Locale.ROOT);
  }
}
