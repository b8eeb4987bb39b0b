package dev.passbook.http;

import dev.passbook.banking.History;
import dev.passbook.banking.ReversalCommands.ReverseEvent;
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
 * The resource with which operators take single movements back. It reads the original first. The
 * original never changes, so this comes before the check of an idempotency key without harm.
 */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EventReversalResource {
  private final Writes writes;
  private final History history;
  private final TimeBudget budget;

  EventReversalResource(Writes writes, History history, TimeBudget budget) {
    this.writes = writes;
    this.history = history;
    this.budget = budget;
  }

  @POST
  @Path("/{id}/events/{version}/reversal")
  @Cancellable(false)
  public Uni<Response> reverse(
      @PathParam("id") String id,
      @PathParam("version") String version,
      @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireOperator(Scope.ACCOUNTS_WRITE);
    var account = PathIds.account(id);
    var number = PathIds.version(version);
    var reference = Movement.reference(parts.body());
    var request = parts.conditional(caller, budget.start());
    var renderer = AccountResponses.event(parts.path(), parts.bearer());
    return history
        .event(caller, account, number, request.deadline())
        .chain(
            found ->
                HttpResponses.ifFound(
                    found,
                    parts.path(),
                    original ->
                        writes.handle(
                            new ReverseEvent(account, number, original.event(), reference),
                            request,
                            parts,
                            renderer)));
  }
}
