package dev.passbook.http;

import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommand;
import dev.passbook.banking.AccountCommands.Close;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.BankingConfig;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.AsOfQuery;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.Query;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The resource for accounts: open, credit, withdraw, close and read. */
@Path("/accounts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {
  private static final int MAX_OWNER = 128;
  private static final int MAX_SUBJECT = 255;
  private static final List<String> MEMBERS = List.of("owner", "currency", "subject");

  private final Writes writes;
  private final History history;
  private final TimeBudget budget;
  private final Supplier<UUID> ids;
  private final Clock clock;
  private final String defaultCurrency;

  AccountResource(
      Writes writes,
      History history,
      TimeBudget budget,
      Supplier<UUID> ids,
      Clock clock,
      BankingConfig config) {
    this.writes = writes;
    this.clock = clock;
    this.history = history;
    this.budget = budget;
    this.ids = ids;
    this.defaultCurrency = config.currency();
  }

  @POST
  @Cancellable(false)
  public Uni<Response> open(@Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_OPEN);
    var body = RequestBody.optional(parts.body());
    var owner = body.text("owner", MAX_OWNER);
    var currency = currency(body);
    var holder = holder(body, caller, parts);
    body.check();
    var command = new OpenAccount(ids.get(), owner, currency, holder, body.sent(MEMBERS));
    return writes.unconditional(
        command, caller, parts, AccountResponses.account(parts.path(), parts.bearer()));
  }

  @GET
  @Path("/{id}")
  public Uni<Response> get(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireScope(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    var known = context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
    return AsOfQuery.of(Query.of(context))
        .lookUp(history, caller, account, clock, budget.start())
        .map(
            found ->
                HttpResponses.of(found, view -> HttpResponses.of(view, caller, known), context));
  }

  @POST
  @Path("/{id}/credits")
  @Cancellable(false)
  public Uni<Response> credit(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_CREDIT);
    return record(Movement.credit(id, parts.body()), caller, parts);
  }

  @POST
  @Path("/{id}/withdrawals")
  @Cancellable(false)
  public Uni<Response> withdraw(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_WRITE);
    return record(Movement.withdrawal(id, parts.body()), caller, parts);
  }

  @POST
  @Path("/{id}/closure")
  @Cancellable(false)
  public Uni<Response> close(@PathParam("id") String id, @Context RoutingContext context) {
    var parts = new WriteRequest(context);
    var caller = parts.requireScope(Scope.ACCOUNTS_WRITE);
    var account = PathIds.account(id);
    RequestBody.optional(parts.body()).check();
    return record(new Close(account), caller, parts);
  }

  private Uni<Response> record(AccountCommand command, Caller caller, WriteRequest parts) {
    return writes.conditional(
        command, caller, parts, AccountResponses.event(parts.path(), parts.bearer()));
  }

  /**
   * Returns the new account's holder: the caller, or the subject of the tenant that an operator
   * names.
   */
  private static Holder holder(RequestBody body, Caller caller, WriteRequest parts) {
    if (!caller.isAuthenticated()) {
      return null;
    }
    var subject = body.text("subject", MAX_SUBJECT);
    if (subject == null || subject.equals(caller.identity().subject())) {
      return caller.identity();
    }
    if (!caller.operator()) {
      throw parts.operatorsOnly();
    }
    if (!Holder.isName(subject)) {
      body.violation("subject", "must be the name of a subject, of 1 to 255 characters");
    }
    return new Holder(caller.identity().tenant(), subject);
  }

  private Currency currency(RequestBody body) {
    var code = body.text("currency", 3);
    var currency = Currencies.inUse(code == null ? defaultCurrency : code);
    if (currency.isEmpty()) {
      body.violation("currency", "must be the code of a currency in ISO 4217");
    }
    return currency.orElse(null);
  }
}
