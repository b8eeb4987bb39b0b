package dev.passbook.http;

import dev.passbook.banking.AccountCommand;
import dev.passbook.banking.Bank;
import dev.passbook.banking.Caller;
import dev.passbook.banking.CommandRequest;
import dev.passbook.banking.ResponseRenderer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Hands the writes of all resources to the bank, or shows what a write would do. */
@ApplicationScoped
class Writes {
  private final Bank bank;
  private final TimeBudget budget;

  Writes(Bank bank, TimeBudget budget) {
    this.bank = bank;
    this.budget = budget;
  }

  /** Handles a write that {@code If-Match} applies to. */
  Uni<Response> conditional(
      AccountCommand command, Caller caller, WriteRequest parts, ResponseRenderer renderer) {
    return handle(command, parts.conditional(caller, budget.start()), parts, renderer);
  }

  /** Handles a write that {@code If-Match} does not apply to. */
  Uni<Response> unconditional(
      AccountCommand command, Caller caller, WriteRequest parts, ResponseRenderer renderer) {
    return handle(command, parts.unconditional(caller, budget.start()), parts, renderer);
  }

  /** Handles a write that an operator repeats at will. A key would remember nothing of use. */
  Uni<Response> unkeyed(
      AccountCommand command, Caller caller, WriteRequest parts, ResponseRenderer renderer) {
    return handle(command, parts.unkeyed(caller, budget.start()), parts, renderer);
  }

  /** Applies nothing: returns the first response to a request with a key, or another one. */
  Uni<Response> firstResponseOr(
      Supplier<Response> other,
      AccountCommand command,
      CommandRequest request,
      ResponseRenderer renderer) {
    return bank.firstResponse(command, request, renderer)
        .map(first -> first.map(HttpResponses::of).orElseGet(other));
  }

  Uni<Response> handle(
      AccountCommand command,
      CommandRequest request,
      WriteRequest parts,
      ResponseRenderer renderer) {
    return parts.isDryRun()
        ? bank.dryRun(command, request, renderer).map(HttpResponses::ofDryRun)
        : bank.handle(command, request, renderer).map(HttpResponses::of);
  }
}
