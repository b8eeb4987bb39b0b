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

  static Optional<String> accountDiffers(JsonNode json, StoredEvent first, View view) {
    Facts facts = new Facts(json);
    State state = view.state();
    facts.text("id", first.account());
    facts.text("owner", first.owner());
    facts.text("currency", first.currency());
    facts.text("status", state.isClosed() ? "closed" : "open");
    facts.number("balance", state.balance());
    facts.number("held", state.held());
    facts.number("available", state.available());
    facts.number("overdraft", state.controls().overdraft());
    facts.restrictions(state.controls());
    facts.number("version", BigDecimal.valueOf(state.version()));
    facts.text("createdAt", first.at());
    facts.text("updatedAt", state.newest().at());
    return Optional.ofNullable(facts.difference);
  }

  static Optional<String> eventDiffers(JsonNode json, StoredEvent event) {
    Facts facts = new Facts(json);
    StoredDetails details = event.details();
    facts.text("accountId", event.account());
    facts.number("version", BigDecimal.valueOf(event.version()));
    facts.text("type", event.type());
    facts.number("amount", event.amount());
    facts.number("balance", event.balance());
    facts.number("held", details.held());
    facts.text("reference", event.reference());
    facts.text("transferId", event.transferId());
    facts.version("reverses", details.reverses());
    facts.text("holdId", details.hold() == null ? null : event.account() + "-" + details.hold());
    facts.number("holdRemaining", details.holdRemaining());
    facts.text("expiresAt", details.expiresAt());
    facts.number("overdraft", details.overdraft());
    facts.text("at", event.at());
    return Optional.ofNullable(facts.difference);
  }

  static Optional<String> holdDiffers(JsonNode json, HoldStory story) {
    Facts facts = new Facts(json);
    StoredEvent placed = story.placed();
    facts.text("id", story.id());
    facts.text("accountId", placed.account());
    facts.text("status", story.status());
    facts.number("amount", placed.amount());
    facts.number("captured", story.captured());
    facts.number("remaining", story.remaining());
    facts.text("reference", placed.reference());
    facts.text("placedAt", placed.at());
    facts.text("expiresAt", placed.details().expiresAt());
    facts.text("endedAt", story.endedAt());
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
    Long reversed = withdrawn.details().toReverses();
    facts.text("reverses", reversed == null ? null : withdrawn.to() + "-" + reversed);
    Long hold = withdrawn.details().hold();
    facts.text("holdId", hold == null ? null : withdrawn.account() + "-" + hold);
    facts.number("holdRemaining", withdrawn.details().holdRemaining());
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

  private void version(String member, Long stored) {
    number(member, stored == null ? null : BigDecimal.valueOf(stored));
  }

  private void restrictions(Controls stored) {
    JsonNode told = json.path("restrictions");
    boolean same =
        told.path("debits").asBoolean() == stored.debits()
            && told.path("credits").asBoolean() == stored.credits()
            && Objects.equals(told.path("reason").textValue(), stored.reason());
    note("restrictions", same, stored);
  }

  private void note(String member, boolean same, Object stored) {
    if (!same && difference == null) {
      difference = "it says %s %s where %s is stored".formatted(member, json.path(member), stored);
    }
  }
}
