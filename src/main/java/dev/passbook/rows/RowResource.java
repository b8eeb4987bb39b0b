package dev.passbook.rows;

import dev.passbook.http.HttpResponses;
import dev.passbook.http.TimeBudget;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.Query;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The resource with which operators see an account's rows. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class RowResource {
  private final AccountRows rows;
  private final TimeBudget budget;

  RowResource(AccountRows rows, TimeBudget budget) {
    this.rows = rows;
    this.budget = budget;
  }

  @GET
  @Path("/{id}/rows")
  public Uni<Response> list(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireOperator(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    var query = RowQuery.of(Query.of(context));
    return rows.page(caller, account, query, budget.start())
        .map(found -> HttpResponses.of(found, page -> page(account, page, query), context));
  }

  private static Response page(UUID account, RowPage page, RowQuery query) {
    var body = RowRepresentations.page(account, page, query);
    var next = body.get("next");
    var response = HttpResponses.ok(body);
    return next.isNull()
        ? response.build()
        : response.header(HttpHeaders.LINK, "<" + next.textValue() + ">; rel=\"next\"").build();
  }
}
