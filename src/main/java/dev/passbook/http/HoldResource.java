package dev.passbook.http;

import dev.passbook.banking.BankingConfig;
import dev.passbook.banking.HoldCommands.PlaceHold;
import dev.passbook.banking.HoldCommands.ReleaseHold;
import dev.passbook.banking.HoldCommands.Terms;
import dev.passbook.banking.HoldId;
import dev.passbook.banking.HoldQueries;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.RequestBody;
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
import java.time.temporal.ChronoUnit;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The resource for holds. A capture is a withdrawal or a transfer that names its hold. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {
  private final Writes writes;
  private final HoldQueries holds;
  private final AccountControls controls;
  private final TimeBudget budget;
  private final Terms terms;

  HoldResource(
      Writes writes,
      HoldQueries holds,
      AccountControls controls,
      TimeBudget budget,
      BankingConfig config) {
    this.writes = writes;
    this.holds = holds;
    this.controls = controls;
    this.budget = budget;
    this.terms = new Terms(config.holdExpiry(), config.maxHolds());
  }

  @POST
  @Path("/{id}/holds")
  @Cancellable(false)
  public Uni<Response> place(@PathParam("id") String id, @Context RoutingContext context) {
    controls.require();
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_WRITE);
    var account = PathIds.account(id);
    var body = RequestBody.required(parts.body());
    var amount = body.amount("amount");
    var expiresAt = body.instant("expiresAt").map(time -> time.truncatedTo(ChronoUnit.MILLIS));
    var reference = body.text("reference", Movement.MAX_REFERENCE);
    body.check();
    var command = new PlaceHold(account, amount, expiresAt, reference, terms);
    return writes.conditional(
        command, caller, parts, AccountResponses.hold(parts.path(), parts.bearer()));
  }

  @GET
  @Path("/{id}/holds")
  public Uni<Response> list(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    return holds
        .active(caller, PathIds.account(id), budget.start())
        .map(
            found ->
                HttpResponses.of(
                    found,
                    active -> HttpResponses.ok(HoldRepresentations.list(active)).build(),
                    context));
  }

  @GET
  @Path("/{id}/holds/{hold}")
  public Uni<Response> get(
      @PathParam("id") String id, @PathParam("hold") String hold, @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    return holds
        .find(caller, new HoldId(account, PathIds.hold(account, hold)), budget.start())
        .map(
            found ->
                HttpResponses.of(
                    found, it -> HttpResponses.ok(HoldRepresentations.hold(it)).build(), context));
  }

  @POST
  @Path("/{id}/holds/{hold}/release")
  @Cancellable(false)
  public Uni<Response> release(
      @PathParam("id") String id, @PathParam("hold") String hold, @Context RoutingContext context) {
    controls.require();
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_WRITE);
    var account = PathIds.account(id);
    RequestBody.optional(parts.body()).check();
    return writes.conditional(
        new ReleaseHold(account, PathIds.hold(account, hold)),
        caller,
        parts,
        AccountResponses.event(parts.path(), parts.bearer()));
  }
}
