package dev.passbook.http;

import dev.passbook.banking.Caller;
import dev.passbook.banking.Request;
import dev.passbook.eventstore.Deadline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * What a write comes with, beside its path: its body, and the headers that say how it is to be
 * made.
 */
record WriteParts(RoutingContext context) {
  /**
   * As {@link BodyLimit} read it; Quarkus' own readers lose what is past their first buffer then.
   */
  byte[] body() {
    var buffer = context.body().buffer();
    return buffer == null ? new byte[0] : buffer.getBytes();
  }

  /**
   * @throws RefusedRequest when a header is malformed
   */
  Request conditional(Caller caller, Deadline deadline) {
    return request(caller, expectedVersions(), deadline);
  }

  /**
   * For a write that {@code If-Match} does not apply to.
   *
   * @throws RefusedRequest when a header is malformed, that one included
   */
  Request unconditional(Caller caller, Deadline deadline) {
    expectedVersions();
    return request(caller, Optional.empty(), deadline);
  }

  private Request request(Caller caller, Optional<Set<Long>> expectedVersions, Deadline deadline) {
    return new Request(
        caller, key(), expectedVersions, TraceIds.parent(context.request()), deadline);
  }

  /**
   * The caller, who may do this.
   *
   * @throws RefusedRequest when the token does not allow it
   */
  Caller allowed(Scope scope) {
    return Bearer.allowed(scope, context);
  }

  Bearer bearer() {
    return Bearer.of(context);
  }

  /** Returns the path of the request, for problems. */
  String path() {
    return context.request().path();
  }

  RefusedRequest operatorsOnly() {
    return Challenge.operatorsOnly(context);
  }

  private Optional<Set<Long>> expectedVersions() {
    return EntityTags.expected(context.request().headers().getAll(HttpHeaders.IF_MATCH));
  }

  private Optional<String> key() {
    return IdempotencyKey.of(context.request().headers().getAll("Idempotency-Key"));
  }
}
