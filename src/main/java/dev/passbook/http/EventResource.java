package dev.passbook.http;

import dev.passbook.banking.Caller;
import dev.passbook.banking.EventPage;
import dev.passbook.banking.History;
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

/** What happened to an account. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class EventResource {
  private final History history;
  private final LiveEvents live;
  private final MediaTypes types;
  private final Budget budget;

  EventResource(History history, LiveEvents live, MediaTypes types, Budget budget) {
    this.history = history;
    this.live = live;
    this.types = types;
    this.budget = budget;
  }

  @GET
  @Path("/{id}/events")
  @Produces({MediaType.APPLICATION_JSON, MediaType.SERVER_SENT_EVENTS})
  public Uni<Response> list(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.allowed(Scope.ACCOUNTS_READ, context);
    var account = NamedIds.account(id);
    return types.areEventsPreferred(context)
        ? live.send(caller, account, context, budget.start())
        : list(caller, account, context);
  }

  private Uni<Response> list(Caller caller, UUID account, RoutingContext context) {
    var query = PageQuery.of(Query.of(context));
    return query
        .lookUp(history, caller, account, budget.start())
        .map(
            found ->
                found.either(
                    page -> page(account, page, query),
                    missing -> Responses.of(Problems.of(missing), context.request().path())));
  }

  @GET
  @Path("/{id}/events/{version}")
  public Uni<Response> get(
      @PathParam("id") String id,
      @PathParam("version") String version,
      @Context RoutingContext context) {
    var caller = Bearer.allowed(Scope.ACCOUNTS_READ, context);
    var account = NamedIds.account(id);
    return history
        .event(caller, account, NamedIds.version(version), budget.start())
        .map(
            found ->
                found.either(
                    event -> Responses.ok(Representations.event(event)).build(),
                    missing -> Responses.of(Problems.of(missing), context.request().path())));
  }

  private static Response page(UUID account, EventPage page, PageQuery query) {
    if (page.next().isEmpty()) {
      return Responses.ok(Representations.page(page, null)).build();
    }
    var next = query.next(account, page.next().getAsLong());
    return Responses.ok(Representations.page(page, next))
        .header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")
        .build();
  }
}
