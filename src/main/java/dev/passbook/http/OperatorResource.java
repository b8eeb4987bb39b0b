package dev.passbook.http;

import dev.passbook.account.Holder;
import dev.passbook.account.Restrictions;
import dev.passbook.banking.AccountCommand;
import dev.passbook.banking.Caller;
import dev.passbook.banking.OperatorCommands.SetHolder;
import dev.passbook.banking.OperatorCommands.SetLimits;
import dev.passbook.banking.OperatorCommands.SetRestrictions;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.RequestBody;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The resource for what operators set on an account: its limits, restrictions and holder. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OperatorResource {
  private static final int MAX_REASON = 140;
  private static final int MAX_SUBJECT = 255;

  private final Writes writes;
  private final AccountControls controls;

  OperatorResource(Writes writes, AccountControls controls) {
    this.writes = writes;
    this.controls = controls;
  }

  @PUT
  @Path("/{id}/limits")
  @Cancellable(false)
  public Uni<Response> limits(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = operator(parts);
    var account = PathIds.account(id);
    var body = RequestBody.required(parts.body());
    var overdraft = body.overdraft("overdraft");
    body.check();
    return set(new SetLimits(account, overdraft), caller, parts);
  }

  @PUT
  @Path("/{id}/restrictions")
  @Cancellable(false)
  public Uni<Response> restrictions(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = operator(parts);
    var account = PathIds.account(id);
    var body = RequestBody.required(parts.body());
    var debits = body.requiredFlag("debits");
    var credits = body.requiredFlag("credits");
    var reason = body.text("reason", MAX_REASON);
    body.check();
    return set(
        new SetRestrictions(account, new Restrictions(debits, credits, reason)), caller, parts);
  }

  @PUT
  @Path("/{id}/holder")
  @Cancellable(false)
  public Uni<Response> holder(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = operator(parts);
    var account = PathIds.account(id);
    var body = RequestBody.required(parts.body());
    var subject = body.requiredText("subject", MAX_SUBJECT);
    if (subject != null && !Holder.isName(subject)) {
      body.violation("subject", "must be the name of a subject, of 1 to 255 characters");
    }
    body.check();
    return set(new SetHolder(account, caller.holderNamed(subject)), caller, parts);
  }

  private Caller operator(WriteRequest parts) {
    controls.require();
    return parts.requireOperator(Scope.ACCOUNTS_WRITE);
  }

  private Uni<Response> set(AccountCommand command, Caller caller, WriteRequest parts) {
    return writes.unkeyed(
        command, caller, parts, AccountResponses.accountAsSet(parts.path(), parts.bearer()));
  }
}
