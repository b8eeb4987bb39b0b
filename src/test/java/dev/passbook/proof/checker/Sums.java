package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.math.BigDecimal;
import java.util.Objects;

/** Checks whether a refusal tells what the account had. */
final class Sums {
  private Sums() {}

  static boolean agree(Run run, View view, Exchange exchange, StoredEvent original) {
    State state = view.state();
    Command command = exchange.command();
    Answer answer = exchange.answer();
    return switch (answer.problem()) {
      case "insufficient-funds" ->
          tells(answer, "balance", state.balance())
              && tells(answer, "held", state.held())
              && tells(answer, "available", state.available())
              && tells(answer, "amount", original == null ? command.amount() : original.amount());
      case "balance-not-zero" -> tells(answer, "balance", state.balance());
      case "limit-below-use" -> tells(answer, "used", state.used());
      case "hold-exceeded" ->
          state
              .controls()
              .hold(command.terms().hold())
              .filter(hold -> tells(answer, "remaining", hold.remaining()))
              .isPresent();
      case "account-restricted" ->
          restricts(answer, command.kind() == Command.Kind.CREDIT ? "credits" : "debits");
      case "hold-not-active" -> tellsTheEnd(run, view, command, answer);
      default -> true;
    };
  }

  static boolean restricts(Answer answer, String movements) {
    return answer.json().path("restricted").asText().equals(movements);
  }

  private static boolean tellsTheEnd(Run run, View view, Command command, Answer answer) {
    HoldStory story = HoldStory.of(run.eventsUntil(view), command.terms().hold(), view);
    return story != null
        && answer.json().path("holdStatus").asText().equals(story.status())
        && Objects.equals(answer.json().path("endedAt").asText(), story.endedAt());
  }

  private static boolean tells(Answer answer, String member, BigDecimal sum) {
    JsonNode told = answer.json().path(member);
    return told.isNumber() && told.decimalValue().compareTo(sum) == 0;
  }
}
