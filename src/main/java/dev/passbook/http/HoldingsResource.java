package dev.passbook.http;

import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.banking.Holdings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The caller's own accounts, or those of somebody else for an operator. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class HoldingsResource {
  private static final int LARGEST_PAGE = 200;

  private final Holdings holdings;
  private final Budget budget;

  HoldingsResource(Holdings holdings, Budget budget) {
    this.holdings = holdings;
    this.budget = budget;
  }

  @GET
  public Uni<Response> list(@Context RoutingContext context) {
    var caller = Bearer.allowed(Scope.ACCOUNTS_READ, context);
    var query = Query.of(context);
    var limit = query.get("limit", "50");
    var size = (int) QueryNumber.between(1, LARGEST_PAGE, "limit", limit);
    return holdings
        .of(holder(caller, context), ListCursor.read(query.get("after")), size, budget.start())
        .map(page -> page(page, limit, query.get("owner")));
  }

  private static Holder holder(Caller caller, RoutingContext context) {
    var owner = Query.of(context).get("owner");
    if (owner == null || !caller.isToldApart() || owner.equals(caller.identity().subject())) {
      return caller.identity();
    }
    if (!caller.operator()) {
      throw Challenge.operatorsOnly(context);
    }
    if (!Holder.isName(owner)) {
      throw RefusedRequest.invalid(
          new Violation("owner", "must be the name of a subject, of 1 to 255 characters"));
    }
    return new Holder(caller.identity().tenant(), owner);
  }

  private static Response page(Holdings.Page page, String limit, String owner) {
    return page.next()
        .map(place -> ListCursor.next(place, limit, owner))
        .map(
            next ->
                Responses.ok(Representations.holdings(page, next))
                    .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                    .build())
        .orElseGet(() -> Responses.ok(Representations.holdings(page, null)).build());
  }
}
