package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.banking.AccountView;
import dev.passbook.banking.Caller;
import dev.passbook.banking.Lookup;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.problem.ProblemResponses;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.syntax.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Builds the HTTP responses of the resources. */
public final class HttpResponses {
  private HttpResponses() {}

  static Response of(CommandResult result) {
    var rendered = result.response();
    var response =
        Response.status(rendered.status())
            .type(rendered.status() < 400 ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
            .header(HttpHeaders.LOCATION, rendered.location())
            .header(HttpHeaders.ETAG, rendered.etag())
            .entity(rendered.body());
    if (result.replayed()) {
      response.header("Idempotency-Replayed", "true");
    }
    return response.build();
  }

  /**
   * Responds with 304 if the client has this version already.
   *
   * @param known the lines of {@code If-None-Match}
   */
  static Response of(AccountView account, Caller caller, List<String> known) {
    var tag = EntityTags.of(account);
    return EntityTags.has(known, tag)
        ? Response.notModified().header(HttpHeaders.ETAG, tag).build()
        : ok(Representations.account(account, caller)).header(HttpHeaders.ETAG, tag).build();
  }

  /** Returns what a write would lead to. Nothing was created, so there is no place and no tag. */
  static Response ofDryRun(CommandResponse rendered) {
    var accepted = rendered.status() < 400;
    return Response.status(accepted ? 200 : rendered.status())
        .type(accepted ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
        .entity(rendered.body())
        .build();
  }

  /** Returns the response for what was found, or the problem that it is missing. */
  public static <T> Response of(
      Lookup<T> found, Function<T, Response> response, RoutingContext context) {
    return found.either(
        response, missing -> ProblemResponses.of(Problems.of(missing), context.request().path()));
  }

  /** Goes on with what was found, or returns the problem that it is missing. */
  public static <T> Uni<Response> ifFound(
      Lookup<T> found, String path, Function<T, Uni<Response>> response) {
    return found.either(
        response,
        missing -> Uni.createFrom().item(ProblemResponses.of(Problems.of(missing), path)));
  }

  public static Response.ResponseBuilder ok(ObjectNode body) {
    return Response.ok(Json.text(body), MediaType.APPLICATION_JSON_TYPE);
  }
}
