package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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
    if (exchange.answer().status() > 299 || exchange.command().terms().dry()) {
      return;
    }
    switch (exchange.command().kind()) {
      case OPEN -> checkOpened(exchange);
      case CREDIT, WITHDRAW, RELEASE, REVERSE, CLOSE -> checkEvent(exchange);
      case TRANSFER, REVERSE_TRANSFER, READ_TRANSFER -> checkTransfer(exchange);
      case HOLD -> checkPlaced(exchange);
      case LIMIT, RESTRICT -> checkSetting(exchange);
      case READ ->
          checkState(exchange, exchange.answer().version(), exchange.from(), exchange.until());
      case READ_VERSION -> checkVersion(exchange);
      case PAGE -> checkPage(exchange);
      default -> {}
    }
  }

  private void checkOpened(Exchange exchange) {
    String account = exchange.answer().json().path("id").asText();
    StoredEvent created = run.event(account, 1);
    if (isThere(exchange, created)) {
      View view = new View(State.NONE.plus(created), Instant.parse(created.at()));
      report(exchange, Facts.accountDiffers(exchange.answer().json(), created, view));
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
    StoredEvent withdrawn = run.event(Originals.payer(command), version);
    if (isThere(exchange, withdrawn)) {
      report(exchange, Facts.transferDiffers(answer.json(), withdrawn));
      if (command.isWrite()) {
        checkIsItsOwn(exchange, withdrawn);
        String location = "/transfers/" + Originals.payer(command) + "-" + version;
        requireEnd(exchange, answer.header("location"), location);
      }
    }
  }

  private void checkPlaced(Exchange exchange) {
    String account = exchange.command().account();
    long version = exchange.answer().versionInId();
    StoredEvent placed = run.event(account, version);
    if (isThere(exchange, placed)) {
      checkIsItsOwn(exchange, placed);
    }
    if (placed != null && placed.is(StoredEvent.HOLD_PLACED)) {
      HoldStory story = new HoldStory(placed, "active", BigDecimal.ZERO, null);
      report(exchange, Facts.holdDiffers(exchange.answer().json(), story));
      checkHeaders(exchange, "/accounts/" + account + "/holds/" + story.id(), version);
    }
  }

  /** The response to a setting is the account after its event, at that event's time. */
  private void checkSetting(Exchange exchange) {
    long version = exchange.answer().version();
    StoredEvent event = run.event(exchange.command().account(), version);
    if (isThere(exchange, event)) {
      checkIsItsOwn(exchange, event);
      Instant at = Instant.parse(event.at());
      checkState(exchange, version, at, at);
    }
  }

  private void checkVersion(Exchange exchange) {
    long version = exchange.command().version();
    StoredEvent event = run.event(exchange.command().account(), version);
    if (isThere(exchange, event)) {
      Instant at = Instant.parse(event.at());
      checkState(exchange, version, at, at);
    }
  }

  /** Holds may lapse during the request, so the response may tell of any moment of it. */
  private void checkState(Exchange exchange, long version, Instant from, Instant until) {
    String account = exchange.command().account();
    StoredEvent first = run.event(account, 1);
    if (isThere(exchange, first) && isThere(exchange, run.event(account, version))) {
      List<Optional<String>> differences =
          Run.views(run.state(account, version), from, until)
              .map(view -> stateDiffers(exchange, first, view))
              .toList();
      report(
          exchange,
          differences.stream().filter(Optional::isEmpty).findAny().orElse(differences.get(0)));
    }
  }

  private static Optional<String> stateDiffers(Exchange exchange, StoredEvent first, View view) {
    String etag = exchange.answer().header("etag");
    return etag.equals(view.etag())
        ? Facts.accountDiffers(exchange.answer().json(), first, view)
        : Optional.of("etag %s instead of %s".formatted(etag, view.etag()));
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
   * A response must describe its own request's event. The events of a closure and of a release have
   * no reference, but an account has only one closure, and a hold one release.
   */
  private void checkIsItsOwn(Exchange exchange, StoredEvent event) {
    Command command = exchange.command();
    boolean own =
        command.kind().isNamed()
            ? command.reference().equals(event.clientsName())
            : Run.isDoneBy(command, event);
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
        exchange.command().isWrite()
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
