package dev.passbook.http;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Caller;
import dev.passbook.banking.EventSearch;
import dev.passbook.banking.History;
import dev.passbook.eventstore.EventPage;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.MediaTypes;
import dev.passbook.http.message.PageQuery;
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

/** The resource for the events of an account. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {
  private final History history;
  private final EventSearch search;
  private final LiveEvents live;
  private final MediaTypes types;
  private final TimeBudget budget;

  EventResource(
      History history, EventSearch search, LiveEvents live, MediaTypes types, TimeBudget budget) {
    this.history = history;
    this.search = search;
    this.live = live;
    this.types = types;
    this.budget = budget;
  }

  @GET
  @Path("/{id}/events")
  @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
  public Uni<Response> list(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    return types.areEventsPreferred(context)
        ? live.send(caller, account, context, budget.start())
        : list(caller, account, context);
  }

  private Uni<Response> list(Caller caller, UUID account, RoutingContext context) {
    var query = PageQuery.of(Query.of(context));
    return query
        .lookUp(search, caller, account, budget.start())
        .map(
            found ->
                HttpResponses.of(
                    found, page -> page(account, page, query, Reader.of(caller)), context));
  }

  @GET
  @Path("/{id}/events/{version}")
  public Uni<Response> get(
      @PathParam("id") String id,
      @PathParam("version") String version,
      @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    return history
        .event(caller, account, PathIds.version(version), budget.start())
        .map(
            found ->
                HttpResponses.of(
                    found,
                    event ->
                        HttpResponses.ok(Representations.event(event, Reader.of(caller))).build(),
                    context));
  }

  private static Response page(
      UUID account, EventPage<AccountEvent> page, PageQuery query, Reader reader) {
    if (page.next().isEmpty()) {
      return HttpResponses.ok(Representations.page(page, null, reader)).build();
    }
    var next = query.next(account, page.next().getAsLong());
    return HttpResponses.ok(Representations.page(page, next, reader))
        .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
        .build();
  }
}
