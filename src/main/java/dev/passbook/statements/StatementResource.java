package dev.passbook.statements;

import dev.passbook.banking.Lookup.Missing;
import dev.passbook.http.HttpResponses;
import dev.passbook.http.TimeBudget;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.MediaTypes;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The resource for the statements of an account, one a month. */
@Path("/accounts")
public class StatementResource {
  private static final String CSV = "text/csv";

  private final Statements statements;
  private final StatementStream stream;
  private final MediaTypes types;
  private final TimeBudget budget;

  StatementResource(
      Statements statements, StatementStream stream, MediaTypes types, TimeBudget budget) {
    this.statements = statements;
    this.stream = stream;
    this.types = types;
    this.budget = budget;
  }

  @GET
  @Path("/{id}/statements/{month}")
  @Produces({MediaType.APPLICATION_JSON, CSV})
  public Uni<Response> get(
      @PathParam("id") String id,
      @PathParam("month") String month,
      @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    var wanted =
        CalendarMonth.parse(month)
            .orElseThrow(() -> new RefusedRequest(Problems.of(Missing.MONTH)));
    var format = types.isCsvPreferred(context) ? new CsvStatement() : new JsonStatement();
    return statements
        .of(caller, account, wanted, budget.start())
        .chain(
            found ->
                HttpResponses.ifFound(
                    found,
                    context.request().path(),
                    statement -> stream.send(statement, format, context)));
  }
}
