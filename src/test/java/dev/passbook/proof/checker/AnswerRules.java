package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.util.Optional;

/** Checks whether each success describes the stored data, in its body and in its headers. */
final class AnswerRules {
  private final Run run;

  AnswerRules(Run run) {
    this.run = run;
  }

  void check() {
    run.exchanges.stream().filter(Exchange::isAnswered).forEach(this::checkAnswer);
  }

  private void checkAnswer(Exchange exchange) {
    if (exchange.answer().status() > 299) {
      return;
    }
    switch (exchange.command().kind()) {
      case OPEN -> checkOpened(exchange);
      case CREDIT, WITHDRAW, CLOSE -> checkEvent(exchange);
      case TRANSFER, READ_TRANSFER -> checkTransfer(exchange);
      case READ -> checkState(exchange, exchange.answer().version());
      case READ_VERSION -> checkState(exchange, exchange.command().version());
      case PAGE -> checkPage(exchange);
    }
  }

  private void checkOpened(Exchange exchange) {
    String account = exchange.answer().json().path("id").asText();
    StoredEvent created = run.event(account, 1);
    if (isThere(exchange, created)) {
      report(exchange, Facts.accountDiffers(exchange.answer().json(), created, created));
      checkHeaders(exchange, "/accounts/" + account, 1);
    }
  }

  private void checkEvent(Exchange exchange) {
    long version = exchange.answer().version();
    String account = exchange.command().account();
    StoredEvent event = run.event(account, version);
    if (isThere(exchange, event)) {
      report(exchange, Facts.eventDiffers(exchange.answer().json(), event));
      checkIsItsOwn(exchange, event);
      checkHeaders(exchange, "/accounts/" + account + "/events/" + version, version);
    }
  }

  private void checkTransfer(Exchange exchange) {
    Command command = exchange.command();
    Answer answer = exchange.answer();
    long version = answer.json().path("fromVersion").asLong();
    StoredEvent withdrawn = run.event(command.account(), version);
    if (isThere(exchange, withdrawn)) {
      report(exchange, Facts.transferDiffers(answer.json(), withdrawn));
      if (command.kind().isWrite()) {
        checkIsItsOwn(exchange, withdrawn);
        String location = "/transfers/" + command.account() + "-" + version;
        requireEnd(exchange, answer.header("location"), location);
      }
    }
  }

  private void checkState(Exchange exchange, long version) {
    String account = exchange.command().account();
    StoredEvent newest = run.event(account, version);
    if (isThere(exchange, newest)) {
      StoredEvent first = run.event(account, 1);
      report(exchange, Facts.accountDiffers(exchange.answer().json(), first, newest));
      requireEnd(exchange, exchange.answer().header("etag"), "\"" + version + "\"");
    }
  }

  private void checkPage(Exchange exchange) {
    long due = exchange.command().version() + 1;
    JsonNode page = exchange.answer().json();
    for (JsonNode reported : page.path("events")) {
      StoredEvent event = run.event(exchange.command().account(), due);
      due++;
      if (isThere(exchange, event)) {
        report(exchange, Facts.eventDiffers(reported, event));
      }
    }
    int size = page.path("events").size();
    boolean sized =
        size <= exchange.command().limit()
            && (page.path("next").isNull() || size == exchange.command().limit());
    report(exchange, sized ? Optional.empty() : Optional.of("a page of " + size));
  }

  /**
   * A response must describe its own request's event. A closure's event has no reference, but an
   * account has only one closure.
   */
  private void checkIsItsOwn(Exchange exchange, StoredEvent event) {
    Command command = exchange.command();
    boolean own =
        command.kind() == Command.Kind.CLOSE
            ? event.is(StoredEvent.CLOSED)
            : command.reference().equals(event.clientsName());
    run.require(own, Rule.AN_ANSWER_TELLS_OF_ITS_OWN_REQUEST, "%s is told %s", exchange, event);
  }

  private void checkHeaders(Exchange exchange, String location, long version) {
    requireEnd(exchange, exchange.answer().header("location"), location);
    requireEnd(exchange, exchange.answer().header("etag"), "\"" + version + "\"");
  }

  private void requireEnd(Exchange exchange, String header, String end) {
    boolean right = header.endsWith(end);
    report(
        exchange,
        right ? Optional.empty() : Optional.of("header %s instead of %s".formatted(header, end)));
  }

  private boolean isThere(Exchange exchange, StoredEvent event) {
    run.require(
        event != null,
        exchange.command().kind().isWrite()
            ? Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE
            : Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
        "there is no such version: %s",
        exchange);
    return event != null;
  }

  private void report(Exchange exchange, Optional<String> difference) {
    difference.ifPresent(
        what -> run.violated(Rule.AN_ANSWER_TELLS_WHAT_IS_THERE, "%s: %s", what, exchange));
  }
}
