package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.time.Instant;

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
      if (exchange.isAnswered(400)) {
        checkFlaw(exchange);
      }
      if (exchange.isAnswered(412)) {
        checkMismatch(exchange);
      }
    }
  }

  private void checkRefusal(Exchange exchange) {
    run.require(
        isJustified(exchange),
        Rule.A_REFUSAL_HAD_A_REASON,
        "at no moment was it true what says %s",
        exchange);
  }

  private boolean isJustified(Exchange exchange) {
    Command command = exchange.command();
    String problem = exchange.answer().problem();
    if (problem.equals("already-reversed")) {
      return isReversed(exchange);
    }
    boolean byPayer =
        run.seen(exchange, Originals.payer(command))
            .anyMatch(view -> isRefused(view, exchange, problem));
    return byPayer
        || command.kind().isTransfer()
            && run.seen(exchange, Originals.payee(command))
                .anyMatch(view -> isRefusedByPayee(view, exchange, problem));
  }

  private boolean isRefused(View view, Exchange exchange, String problem) {
    StoredEvent original = Originals.of(run, exchange.command());
    return Verdict.on(view.state(), exchange.command(), original)
            .filter(problem::equals)
            .isPresent()
        && Sums.agree(run, view, exchange, original);
  }

  private static boolean isRefusedByPayee(View view, Exchange exchange, String problem) {
    return Verdict.onPayee(view.state(), exchange.command()).filter(problem::equals).isPresent()
        && (!problem.equals("account-restricted") || Sums.restricts(exchange.answer(), "credits"));
  }

  /** The response names what reversed it, which must have been asked for before the response. */
  private boolean isReversed(Exchange exchange) {
    Command command = exchange.command();
    String by = exchange.answer().json().path("by").asText();
    boolean transfer = command.kind() == Kind.REVERSE_TRANSFER;
    String account = Originals.payer(command);
    StoredEvent original = Originals.of(run, command);
    if (original == null) {
      return false;
    }
    return run.stream(account).stream()
        .filter(event -> event.details().reverses() != null)
        .filter(event -> by.equals(transfer ? event.transferId() : "" + event.version()))
        .filter(event -> event.version() <= run.timeline(account).newestAt(exchange.end()))
        .anyMatch(
            event ->
                event.details().reverses()
                    == (transfer ? original.toVersion() : command.version()));
  }

  private void checkFlaw(Exchange exchange) {
    Command command = exchange.command();
    String expiry = command.terms().expiresAt();
    boolean past =
        expiry != null
            && run.seen(exchange, command.account())
                .anyMatch(view -> mayBePast(Instant.parse(expiry), view, exchange));
    run.require(past, Rule.A_REFUSAL_HAD_A_REASON, "it is not flawed: %s", exchange);
  }

  private static boolean mayBePast(Instant expiry, View view, Exchange exchange) {
    return !expiry.isAfter(exchange.until())
        || !expiry.isAfter(Instant.parse(view.stored().newest().at()));
  }

  private void checkMismatch(Exchange exchange) {
    long reported = exchange.answer().version();
    run.require(
        reported != exchange.command().onlyAtVersion()
            && run.seen(exchange, exchange.command().account())
                .anyMatch(view -> view.stored().version() == reported),
        Rule.A_REFUSAL_HAD_A_REASON,
        "the account was at no such version: %s",
        exchange);
  }
}
