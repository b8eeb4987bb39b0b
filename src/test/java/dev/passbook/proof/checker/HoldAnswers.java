package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.util.List;
import java.util.function.Predicate;

/** Checks that each response about holds was true at some moment during its request. */
final class HoldAnswers {
  private final Run run;

  HoldAnswers(Run run) {
    this.run = run;
  }

  void check() {
    for (Exchange exchange : run.exchanges) {
      if (exchange.command().kind() == Kind.READ_HOLD && exchange.isAnswered(200)) {
        check(exchange, view -> tells(exchange, view));
      }
      if (exchange.command().kind() == Kind.READ_HOLDS && exchange.isAnswered(200)) {
        check(exchange, view -> lists(exchange, view));
      }
    }
  }

  private void check(Exchange exchange, Predicate<View> truth) {
    run.require(
        run.seen(exchange, exchange.command().account()).anyMatch(truth),
        Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        "at no moment was it so: %s",
        exchange);
  }

  private boolean tells(Exchange exchange, View view) {
    return tells(exchange.answer().json(), exchange.command().terms().hold(), view);
  }

  private boolean tells(JsonNode json, long hold, View view) {
    HoldStory story = HoldStory.of(run.eventsUntil(view), hold, view);
    return story != null && Facts.holdDiffers(json, story).isEmpty();
  }

  private boolean lists(Exchange exchange, View view) {
    JsonNode told = exchange.answer().json().path("holds");
    List<StoredHold> active = view.state().controls().holds();
    boolean equal = told.size() == active.size();
    for (int i = 0; i < active.size() && equal; i++) {
      equal = tells(told.path(i), active.get(i).version(), view);
    }
    return equal;
  }
}
