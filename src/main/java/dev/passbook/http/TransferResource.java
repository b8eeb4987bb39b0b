package dev.passbook.http;

import dev.passbook.banking.Bank;
import dev.passbook.banking.Commands.TransferMoney;
import dev.passbook.banking.History;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Transfers: both legs or neither. */
@Path("/transfers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TransferResource {
  private static final int LONGEST_ID = 128;

  private final Bank bank;
  private final History history;
  private final PayeeLimit payees;
  private final Budget budget;

  TransferResource(Bank bank, History history, PayeeLimit payees, Budget budget) {
    this.bank = bank;
    this.history = history;
    this.payees = payees;
    this.budget = budget;
  }

  @POST
  @Cancellable(false)
  public Uni<Response> transfer(@Context RoutingContext context) {
    var parts = new WriteParts(context);
    var caller = parts.allowed(Scope.TRANSFERS_WRITE);
    var command = command(RequestBody.required(parts.body()));
    var request = parts.unconditional(caller, budget.start());
    return payees
        .secondsUntil(caller, command.to(), request.deadline())
        .chain(
            seconds ->
                seconds > 0
                    ? Uni.createFrom().item(tooOften(seconds, parts.path()))
                    : bank.handle(command, request, Answers.transfer(parts.path(), parts.bearer()))
                        .map(Responses::of));
  }

  private static Response tooOften(int seconds, String path) {
    return Response.fromResponse(Responses.of(Problems.payeePaidTooOften(), path))
        .header(HttpHeaders.RETRY_AFTER, seconds)
        .build();
  }

  @GET
  @Path("/{id}")
  public Uni<Response> get(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.allowed(Scope.ACCOUNTS_READ, context);
    return history
        .transfer(caller, NamedIds.transfer(id), budget.start())
        .map(
            found ->
                found.either(
                    leg -> Responses.ok(Representations.transfer(leg, caller)).build(),
                    missing -> Responses.of(Problems.of(missing), context.request().path())));
  }

  private static TransferMoney command(RequestBody body) {
    var from = body.requiredText("from", LONGEST_ID);
    var to = body.requiredText("to", LONGEST_ID);
    var amount = body.amount("amount");
    var reference = body.text("reference", Movement.MAX_REFERENCE);
    if (from != null && from.equalsIgnoreCase(to)) {
      body.violation("to", "must be another account than from");
    }
    body.check();
    return new TransferMoney(NamedIds.account(from), NamedIds.account(to), amount, reference);
  }
}
