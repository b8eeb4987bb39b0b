package dev.passbook.http;

import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.banking.HolderAccounts;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Challenge;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.ListCursor;
import dev.passbook.http.message.Query;
import dev.passbook.http.message.QueryNumber;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The resource for lists of accounts: the caller's own, or for an operator those of another
 * subject.
 */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class AccountListResource {
  private static final int LARGEST_PAGE = 200;

  private final HolderAccounts accounts;
  private final TimeBudget budget;

  AccountListResource(HolderAccounts accounts, TimeBudget budget) {
    this.accounts = accounts;
    this.budget = budget;
  }

  @GET
  public Uni<Response> list(@Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var query = Query.of(context);
    var limit = query.get("limit", "50");
    var size = (int) QueryNumber.between(1, LARGEST_PAGE, "limit", limit);
    return accounts
        .of(
            caller,
            holder(caller, context),
            ListCursor.read(query.get("after")),
            size,
            budget.start())
        .map(page -> page(page, limit, query.get("owner"), caller));
  }

  private static Holder holder(Caller caller, RoutingContext context) {
    var owner = Query.of(context).get("owner");
    if (owner == null || !caller.isAuthenticated() || owner.equals(caller.identity().subject())) {
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

  private static Response page(
      HolderAccounts.Page page, String limit, String owner, Caller caller) {
    return page.next()
        .map(place -> ListCursor.next(place, limit, owner))
        .map(
            next ->
                HttpResponses.ok(Representations.accounts(page.accounts(), next, caller))
                    .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
                    .build())
        .orElseGet(
            () ->
                HttpResponses.ok(Representations.accounts(page.accounts(), null, caller)).build());
  }
}
