package dev.passbook.proof.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;

/** A response of the service. The names of headers are in lower case. */
public record Answer(int status, Map<String, String> headers, String body) {
  public JsonNode json() {
    return Json.read(body);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public boolean isReplay() {
    return header("idempotency-replayed").equals("true");
  }

  /** Returns whether a write may or may not have been applied. */
  public boolean leavesOutcomeUnknown() {
    return status == 503 && json().path("outcome").asText().equals("unknown");
  }

  public boolean isOfDryRun() {
    return header("passbook-dry-run").equals("true");
  }

  public String problem() {
    String type = json().path("type").asText();
    return type.substring(type.lastIndexOf(':') + 1);
  }

  public long version() {
    return json().path("version").asLong(-1);
  }

  /** Returns the version at the end of an id, such as a hold's; or -1. */
  public long versionInId() {
    String id = json().path("id").asText();
    String digits = id.substring(id.lastIndexOf('-') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }

  public BigDecimal balance() {
    return number("balance");
  }

  /** Returns a number of the body, or zero if there is none. */
  public BigDecimal number(String member) {
    return json().path(member).decimalValue();
  }

  @Override
  public String toString() {
    return status + (isReplay() ? " (replayed) " : " ") + body;
  }
}
