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

  public String problem() {
    String type = json().path("type").asText();
    return type.substring(type.lastIndexOf(':') + 1);
  }

  public long version() {
    return json().path("version").asLong(-1);
  }

  public BigDecimal balance() {
    return json().path("balance").decimalValue();
  }

  @Override
  public String toString() {
    return status + (isReplay() ? " (replayed) " : " ") + body;
  }
}
