package dev.passbook.integrity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.http.HttpResponses;
import dev.passbook.http.TimeBudget;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.CallerRateLimit;
import dev.passbook.http.access.Scope;
import dev.passbook.http.message.PathIds;
import dev.passbook.http.message.Query;
import dev.passbook.http.message.QueryNumber;
import dev.passbook.http.syntax.Json;
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
import org.jboss.logging.Logger;

/** The resource for the check of an account's history. */
@Path("/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class IntegrityResource {
  private static final Logger LOG = Logger.getLogger(IntegrityResource.class);

  private final IntegrityChecks checks;
  private final TimeBudget budget;

  IntegrityResource(IntegrityChecks checks, TimeBudget budget) {
    this.checks = checks;
    this.budget = budget;
  }

  @GET
  @Path("/{id}/integrity")
  public Uni<Response> check(@PathParam("id") String id, @Context RoutingContext context) {
    var caller = Bearer.requireOperator(Scope.ACCOUNTS_READ, context);
    var account = PathIds.account(id);
    var after = Query.of(context).get("after", "0");
    return checks
        .check(
            caller, account, QueryNumber.between(0, Long.MAX_VALUE, "after", after), budget.start())
        .map(found -> HttpResponses.of(found, report -> response(report, context), context));
  }

  private static Response response(IntegrityReport report, RoutingContext context) {
    CallerRateLimit.charge((int) report.checked(), report.legs(), context);
    if (report.hasFault()) {
      var first = report.findings().get(0);
      LOG.warnf("Account %s at version %d: %s", report.account(), first.version(), first.text());
    }
    var response = HttpResponses.ok(json(report));
    report
        .next()
        .ifPresent(
            after ->
                response.header(
                    HttpHeaders.LINK,
                    "</accounts/%s/integrity?after=%d>; rel=\"next\""
                        .formatted(report.account(), after)));
    return response.build();
  }

  private static ObjectNode json(IntegrityReport report) {
    var node =
        Json.object()
            .put("accountId", report.account())
            .put("version", report.head())
            .put("chain", report.chain() == null ? null : report.chain().hex())
            .put("chainedFrom", report.chainedFrom())
            .put("sound", report.isSound());
    var findings = node.putArray("findings");
    report
        .findings()
        .forEach(
            finding ->
                findings
                    .addObject()
                    .put("version", finding.version())
                    .put("finding", finding.text()));
    return node;
  }
}
