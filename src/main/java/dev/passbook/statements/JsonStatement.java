package dev.passbook.statements;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.syntax.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a statement as one JSON object. The totals are its last members, because they are known
 * only after the last line.
 */
final class JsonStatement implements StatementFormat {

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public Map<String, String> headers(Statement statement) {
    return Map.of();
  }

  @Override
  public String head(Statement statement) {
    var month = statement.month();
    var members =
        Json.text(
            Json.object()
                .put("accountId", AccountIds.of(statement.stream()))
                .put("currency", statement.opening().currency().code())
                .put("from", Timestamp.format(month.from()))
                .put("to", Timestamp.format(month.to()))
                .put("opening", statement.opening().value())
                .put("closing", statement.closing().value()));
    return members.substring(0, members.length() - 1) + ",\"lines\":[";
  }

  @Override
  public String lines(List<StatementLine> page, Totals before) {
    var separator = before.lines() == 0 || page.isEmpty() ? "" : ",";
    return page.stream()
        .map(JsonStatement::line)
        .map(Json::text)
        .collect(Collectors.joining(",", separator, ""));
  }

  private static ObjectNode line(StatementLine line) {
    var recorded = line.event();
    return Json.object()
        .put("version", recorded.version())
        .put("at", Timestamp.format(recorded.at()))
        .put("type", recorded.event().type())
        .put("amount", line.signedAmount())
        .put("balance", recorded.event().balance().value())
        .put("reference", recorded.event().reference());
  }

  @Override
  public String tail(Statement statement, Totals totals) {
    var members =
        Json.text(
            Json.object()
                .put("credits", totals.credits().value())
                .put("debits", totals.debits().value()));
    return "]," + members.substring(1);
  }
}
