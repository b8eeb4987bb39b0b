package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Checks whether each refusal was true at some moment between its request and its response. */
final class RefusalRules {
  private final Run run;

  RefusalRules(Run run) {
    this.run = run;
  }

  void check() {
    for (Exchange exchange : run.exchanges) {
      if (exchange.isAnswered(422)) {
        checkRefusal(exchange);
      }
      if (exchange.isAnswered(412)) {
        checkMismatch(exchange);
      }
    }
  }

  private void checkRefusal(Exchange exchange) {
    Command command = exchange.command();
    Answer answer = exchange.answer();
    boolean justified =
        switch (answer.problem()) {
          case "insufficient-funds" ->
              onceHeld(exchange, command.account(), event -> isShort(event, command, answer));
          case "balance-not-zero" ->
              onceHeld(exchange, command.account(), event -> event.balance().signum() > 0);
          case "account-closed" ->
              onceHeld(exchange, command.account(), event -> event.is(StoredEvent.CLOSED))
                  || command.to() != null
                      && onceHeld(exchange, command.to(), event -> event.is(StoredEvent.CLOSED));
          default -> false;
        };
    run.require(
        justified, Rule.A_REFUSAL_HAD_A_REASON, "at no moment was it true what says %s", exchange);
  }

  private static boolean isShort(StoredEvent event, Command command, Answer answer) {
    return event.balance().compareTo(command.amount()) < 0
        && answer.json().path("balance").isNumber()
        && event.balance().compareTo(answer.balance()) == 0
        && answer.json().path("amount").decimalValue().compareTo(command.amount()) == 0;
  }

  private void checkMismatch(Exchange exchange) {
    long reported = exchange.answer().version();
    run.require(
        reported != exchange.command().onlyAtVersion()
            && onceHeld(
                exchange, exchange.command().account(), event -> event.version() == reported),
        Rule.A_REFUSAL_HAD_A_REASON,
        "the account was at no such version: %s",
        exchange);
  }

  /** A replayed refusal was decided during one of the earlier attempts. */
  private boolean onceHeld(Exchange exchange, String account, Predicate<StoredEvent> reason) {
    Timeline timeline = run.timeline(account);
    if (timeline == null) {
      return false;
    }
    long start =
        exchange.answer().isReplay()
            ? run.writes.get(exchange.command().reference()).start()
            : exchange.start();
    return LongStream.rangeClosed(timeline.oldestAt(start), timeline.newestAt(exchange.end()))
        .mapToObj(version -> run.event(account, version))
        .anyMatch(event -> event != null && reason.test(event));
  }
}
