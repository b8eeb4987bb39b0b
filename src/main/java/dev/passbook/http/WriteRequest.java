package dev.passbook.http;

import dev.passbook.banking.Caller;
import dev.passbook.banking.CommandRequest;
import dev.passbook.eventstore.Deadline;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Challenge;
import dev.passbook.http.access.Scope;
import dev.passbook.http.exchange.TraceIds;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.message.IdempotencyKeyHeader;
import dev.passbook.http.message.KnownParameters;
import dev.passbook.http.message.Query;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The body and headers of a write. */
record WriteRequest(RoutingContext context) {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /**
   * Returns the body that {@code BodyLimit} read. Quarkus' own readers would then lose everything
   * after their first buffer.
   */
  byte[] body() {
    var buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  /**
   * Returns the request for a write that {@code If-Match} applies to.
   *
   * @throws RefusedRequest if a header is malformed
   */
  CommandRequest conditional(Caller caller, Deadline deadline) {
    return request(caller, keyLines(), expectedVersions(), deadline);
  }

  /**
   * Returns the request for a write that {@code If-Match} applies to, and a key does not.
   *
   * @throws RefusedRequest if a header is malformed
   */
  CommandRequest unkeyed(Caller caller, Deadline deadline) {
    return request(caller, List.of(), expectedVersions(), deadline);
  }

  /**
   * Returns the request for a write that {@code If-Match} does not apply to.
   *
   * @throws RefusedRequest if a header is malformed, including {@code If-Match}
   */
  CommandRequest unconditional(Caller caller, Deadline deadline) {
    expectedVersions();
    return request(caller, keyLines(), Optional.empty(), deadline);
  }

  private List<String> keyLines() {
    return context.request().headers().getAll(IDEMPOTENCY_KEY);
  }

  private CommandRequest request(
      Caller caller, List<String> keys, Optional<Set<Long>> expectedVersions, Deadline deadline) {
    // A malformed parameter is refused before anything is looked up.
    isDryRun();
    return new CommandRequest(
        caller,
        IdempotencyKeyHeader.of(keys),
        IdempotencyKeyHeader.quoted(keys),
        expectedVersions,
        TraceIds.parent(context.request()),
        deadline);
  }

  /**
   * Returns the caller, if its token has the scope.
   *
   * @throws RefusedRequest if the token does not allow it
   */
  Caller requireScope(Scope scope) {
    return Bearer.requireScope(scope, context);
  }

  /**
   * Returns the caller, if it is an operator whose token has the scope.
   *
   * @throws RefusedRequest if it is not
   */
  Caller requireOperator(Scope scope) {
    return Bearer.requireOperator(scope, context);
  }

  /**
   * Returns whether the client only wants to see what the write would do.
   *
   * @throws RefusedRequest if the parameter is malformed, or an idempotency key is given with it
   */
  boolean isDryRun() {
    var wanted = Query.of(context).get(KnownParameters.DRY_RUN, "false");
    if (!wanted.equals("true") && !wanted.equals("false")) {
      throw RefusedRequest.invalid(new Violation(KnownParameters.DRY_RUN, "must be true or false"));
    }
    var dry = wanted.equals("true");
    if (dry && context.request().headers().contains(IDEMPOTENCY_KEY)) {
      throw RefusedRequest.invalid(
          new Violation(IDEMPOTENCY_KEY, "can't be given with a dry run, which remembers nothing"));
    }
    return dry;
  }

  Bearer bearer() {
    return Bearer.of(context);
  }

  /** Returns the request's path, for problems. */
  String path() {
    return context.request().path();
  }

  RefusedRequest operatorsOnly() {
    return Challenge.operatorsOnly(context);
  }

  private Optional<Set<Long>> expectedVersions() {
    return EntityTags.expected(context.request().headers().getAll(HttpHeaders.IF_MATCH));
  }
}
