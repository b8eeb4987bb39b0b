package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/** Compares a response with the stored data and names the first member that differs. */
final class Facts {
  private final JsonNode json;
  private String difference;

  private Facts(JsonNode json) {
    this.json = json;
  }

  static Optional<String> accountDiffers(JsonNode json, StoredEvent first, StoredEvent newest) {
    Facts facts = new Facts(json);
    facts.text("id", first.account());
    facts.text("owner", first.owner());
    facts.text("currency", first.currency());
    facts.text("status", newest.is(StoredEvent.CLOSED) ? "closed" : "open");
    facts.number("balance", newest.balance());
    facts.number("version", BigDecimal.valueOf(newest.version()));
    facts.text("createdAt", first.at());
    facts.text("updatedAt", newest.at());
    return Optional.ofNullable(facts.difference);
  }

  static Optional<String> eventDiffers(JsonNode json, StoredEvent event) {
    Facts facts = new Facts(json);
    facts.text("accountId", event.account());
    facts.number("version", BigDecimal.valueOf(event.version()));
    facts.text("type", event.type());
    facts.number("amount", event.amount());
    facts.number("balance", event.balance());
    facts.text("reference", event.reference());
    facts.text("transferId", event.transferId());
    facts.text("at", event.at());
    return Optional.ofNullable(facts.difference);
  }

  static Optional<String> transferDiffers(JsonNode json, StoredEvent withdrawn) {
    Facts facts = new Facts(json);
    facts.text("id", withdrawn.transferId());
    facts.text("from", withdrawn.account());
    facts.text("to", withdrawn.to());
    facts.number("amount", withdrawn.amount());
    facts.text("currency", withdrawn.currency());
    facts.text("reference", withdrawn.reference());
    facts.number("fromVersion", BigDecimal.valueOf(withdrawn.version()));
    facts.number("toVersion", BigDecimal.valueOf(withdrawn.toVersion()));
    facts.text("at", withdrawn.at());
    return Optional.ofNullable(facts.difference);
  }

  private void text(String member, String stored) {
    String reported = json.path(member).isTextual() ? json.path(member).textValue() : null;
    note(member, Objects.equals(reported, stored), stored);
  }

  private void number(String member, BigDecimal stored) {
    JsonNode reported = json.path(member);
    boolean same =
        stored == null
            ? reported.isMissingNode()
            : reported.isNumber() && reported.decimalValue().compareTo(stored) == 0;
    note(member, same, stored);
  }

  private void note(String member, boolean same, Object stored) {
    if (!same && difference == null) {
      difference = "it says %s %s where %s is stored".formatted(member, json.path(member), stored);
    }
  }
}
