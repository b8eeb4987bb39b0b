package dev.passbook.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.banking.BankingConfig;
import dev.passbook.console.calls.RecordedCall;
import dev.passbook.console.calls.RecordedCall.Place;
import dev.passbook.console.calls.RecordedCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.http.access.AuthConfig;
import dev.passbook.http.syntax.Json;
import java.util.List;
import java.util.Locale;

/** Writes the JSON that the console's pages read from this room. */
final class ConsoleDocuments {
  private ConsoleDocuments() {}

  /** Returns what the pages must know of this service. It holds no secret. */
  static ObjectNode config(
      ConsoleConfig config,
      ConsoleFeatures features,
      AuthConfig auth,
      BankingConfig banking,
      StoreConfig store) {
    var tokens = AuthConfig.needsTokens(auth);
    return Json.object()
        .put("auth", tokens ? "jwt" : "none")
        .put("issuer", tokens ? auth.issuer().orElse(null) : null)
        .put("clientId", tokens ? config.clientId().orElse(null) : null)
        .put("scope", config.scope())
        .put("dev", features.development())
        .put("calls", features.calls())
        .put("losesAnswers", features.losesAnswers())
        .put("traceLink", config.traceLink().orElse(null))
        .put("currency", banking.currency())
        .put("snapshotInterval", store.snapshotInterval());
  }

  static ObjectNode calls(RecordedCalls.Page page) {
    var document = Json.object();
    var calls = document.putArray("calls");
    page.calls().forEach(call -> add(call, calls));
    return document.put("last", page.last());
  }

  /** Names the first row beside all of them, since most calls are about one. */
  private static void add(RecordedCall call, ArrayNode calls) {
    var first = call.rows().stream().findFirst().orElse(new Place(null, null));
    var object =
        calls
            .addObject()
            .put("number", call.number())
            .put("operation", call.operation())
            .put("stream", first.stream())
            .put("version", first.version())
            .put("units", call.units())
            .put("kind", call.kind().name().toLowerCase(Locale.ROOT))
            .put("milliseconds", Math.round(call.milliseconds() * 10) / 10.0)
            .put("outcome", call.outcome())
            .put("requestId", call.requestId());
    addRows(call.rows(), object.putArray("rows"));
  }

  private static void addRows(List<Place> rows, ArrayNode array) {
    rows.forEach(
        row -> array.addObject().put("stream", row.stream()).put("version", row.version()));
  }
}
