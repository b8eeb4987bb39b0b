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
import dev.passbook.http.problem.RefusedRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** The body and headers of a write. */
record WriteRequest(RoutingContext context) {
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
    return request(caller, expectedVersions(), deadline);
  }

  /**
   * Returns the request for a write that {@code If-Match} does not apply to.
   *
   * @throws RefusedRequest if a header is malformed, including {@code If-Match}
   */
  CommandRequest unconditional(Caller caller, Deadline deadline) {
    expectedVersions();
    return request(caller, Optional.empty(), deadline);
  }

  private CommandRequest request(
      Caller caller, Optional<Set<Long>> expectedVersions, Deadline deadline) {
    var lines = context.request().headers().getAll("Idempotency-Key");
    return new CommandRequest(
        caller,
        IdempotencyKeyHeader.of(lines),
        IdempotencyKeyHeader.quoted(lines),
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
