package dev.passbook.http;

import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.History;
import dev.passbook.banking.ReversalCommands.ReverseTransfer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/**
 * The resource with which operators take transfers back. It reads the original first. The original
 * never changes, so this comes before the check of an idempotency key without harm.
 */
@Path("/transfers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TransferReversalResource {
  private final Writes writes;
  private final History history;
  private final TimeBudget budget;

  TransferReversalResource(Writes writes, History history, TimeBudget budget) {
    this.writes = writes;
    this.history = history;
    this.budget = budget;
  }

  @POST
  @Path("/{id}/reversal")
  @Cancellable(false)
  public Uni<Response> reverse(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireOperator(Scope.TRANSFERS_WRITE);
    var transfer = PathIds.transfer(id);
    var reference = Movement.reference(parts.body());
    var request = parts.unconditional(caller, budget.start());
    var renderer = AccountResponses.transfer(parts.path(), parts.bearer());
    return history
        .transfer(caller, transfer, request.deadline())
        .chain(
            found ->
                HttpResponses.ifFound(
                    found,
                    parts.path(),
                    leg ->
                        writes.handle(
                            new ReverseTransfer(
                                transfer, (BalanceWithdrawn) leg.event(), reference),
                            request,
                            parts,
                            renderer)));
  }
}
