package dev.passbook.http;

import dev.passbook.banking.AccountCommands.TransferMoney;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.History;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.PayeeRateLimit;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.RequestBody;
import dev.passbook.http.problem.ProblemResponses;
import dev.passbook.http.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The resource for transfers. */
@Path("/transfers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TransferResource {
  private static final int LONGEST_ID = 128;

  private final Writes writes;
  private final History history;
  private final PayeeRateLimit payees;
  private final TimeBudget budget;

  TransferResource(Writes writes, History history, PayeeRateLimit payees, TimeBudget budget) {
    this.writes = writes;
    this.history = history;
    this.payees = payees;
    this.budget = budget;
  }

  @POST
  @Cancellable(false)
  public Uni<Response> transfer(@Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.TRANSFERS_WRITE);
    var command = command(RequestBody.required(parts.body()));
    var request = parts.unconditional(caller, budget.start());
    var renderer = AccountResponses.transfer(parts.path(), parts.bearer());
    // A retry of an applied transfer moves no money, so it gets its first response anyway.
    return payees
        .secondsUntil(caller, command.to(), request.deadline())
        .chain(
            seconds ->
                seconds > 0
                    ? writes.firstResponseOr(
                        () -> tooOften(seconds, parts.path()), command, request, renderer)
                    : writes.handle(command, request, parts, renderer));
  }

  private static Response tooOften(int seconds, String path) {
    return ProblemResponses.retryAfter(
        Integer.toString(seconds), Problems.payeePaidTooOften(), path);
  }

  @GET
  @Path("/{id}")
  public Uni<Response> get(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    return history
        .transfer(caller, PathIds.transfer(id), budget.start())
        .map(
            found ->
                HttpResponses.of(
                    found,
                    leg -> HttpResponses.ok(Representations.transfer(leg, caller)).build(),
                    context));
  }

  private static TransferMoney command(RequestBody body) {
    var from = body.requiredText("from", LONGEST_ID);
    var to = body.requiredText("to", LONGEST_ID);
    var amount = body.amount("amount");
    var reference = body.text("reference", Movement.MAX_REFERENCE);
    var payer = from == null ? null : AccountIds.parse(from).orElse(null);
    var capture = Movement.capture(body, payer);
    if (from != null && from.equalsIgnoreCase(to)) {
      body.violation("to", "must be another account than from");
    }
    body.check();
    return new TransferMoney(
        PathIds.account(from), PathIds.account(to), amount, reference, capture);
  }
}
