package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.math.BigDecimal;

/** Checks whether what a dry run shows would have happened at some moment during it. */
final class DryRunRules {
  private final Run run;

  DryRunRules(Run run) {
    this.run = run;
  }

  void check() {
    for (Exchange exchange : run.exchanges) {
      if (exchange.command().terms().dry() && exchange.isAnswered(200)) {
        run.require(
            run.seen(exchange, Originals.payer(exchange.command()))
                .anyMatch(view -> wouldHappen(view, exchange)),
            Rule.AN_ANSWER_TELLS_WHAT_IS_THERE,
            "at no moment would it have happened so: %s",
            exchange);
      }
    }
  }

  private boolean wouldHappen(View view, Exchange exchange) {
    Command command = exchange.command();
    StoredEvent original = Originals.of(run, command);
    return Verdict.on(view.state(), command, original).isEmpty()
        && version(exchange) == view.stored().version() + view.lapses() + 1
        && isBalance(view, exchange, original);
  }

  private static long version(Exchange exchange) {
    Answer answer = exchange.answer();
    if (exchange.command().kind().isTransfer()) {
      return answer.json().path("fromVersion").asLong();
    }
    return answer.version() > 0 ? answer.version() : answer.versionInId();
  }

  /** A transfer and a hold don't tell the balance. */
  private static boolean isBalance(View view, Exchange exchange, StoredEvent original) {
    Command command = exchange.command();
    BigDecimal change =
        switch (command.kind()) {
          case CREDIT -> command.amount();
          case WITHDRAW -> command.amount().negate();
          case REVERSE -> original.change().negate();
          default -> null;
        };
    return change == null
        || exchange.answer().balance().compareTo(view.stored().balance().add(change)) == 0;
  }
}
