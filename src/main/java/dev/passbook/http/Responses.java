package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Account;
import dev.passbook.banking.Reply;
import dev.passbook.eventstore.Snapshot;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Answers as responses. */
final class Responses {
  private static final String RETRY_AFTER_SECONDS = "1";

  private Responses() {}

  static Response of(Reply reply) {
    var answer = reply.answer();
    var response =
        Response.status(answer.status())
            .type(answer.status() < 400 ? MediaType.APPLICATION_JSON : Problem.MEDIA_TYPE)
            .header(HttpHeaders.LOCATION, answer.location())
            .header(HttpHeaders.ETAG, answer.etag())
            .entity(answer.body());
    if (reply.replayed()) {
      response.header("Idempotency-Replayed", "true");
    }
    return response.build();
  }

  /**
   * @param known the lines of {@code If-None-Match}
   */
  static Response of(Snapshot<Account> account, List<String> known) {
    var tag = EntityTags.of(account.version());
    return EntityTags.has(known, account.version())
        ? Response.notModified().header(HttpHeaders.ETAG, tag).build()
        : ok(Representations.account(account)).header(HttpHeaders.ETAG, tag).build();
  }

  static Response.ResponseBuilder ok(ObjectNode body) {
    return Response.ok(Json.text(body), MediaType.APPLICATION_JSON_TYPE);
  }

  static Response of(Problem problem, String instance) {
    var response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json(instance));
    if (isWorthRetrying(problem.status())) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return response.build();
  }

  private static boolean isWorthRetrying(int status) {
    return status == 409 || status == 503;
  }
}
