package dev.passbook.http;

import dev.passbook.banking.Caller;
import dev.passbook.banking.Request;
import dev.passbook.eventstore.Deadline;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a write comes with, beside its path: its body, and the headers that say how it is to be
 * made.
 */
class WriteParts {
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,255}");

  @Context RoutingContext context;

  @HeaderParam("If-Match")
  String ifMatch;

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
    return request(caller, EntityTags.expected(ifMatch), deadline);
  }

  /** For a write that {@code If-Match} does not apply to. */
  Request unconditional(Caller caller, Deadline deadline) {
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

  RefusedRequest operatorsOnly() {
    return Challenge.operatorsOnly(context);
  }

  private Optional<String> key() {
    var keys = context.request().headers().getAll("Idempotency-Key");
    if (keys.size() > 1 || !keys.stream().allMatch(key -> VISIBLE_ASCII.matcher(key).matches())) {
      throw RefusedRequest.invalid(
          new Violation("Idempotency-Key", "must be one key of 1 to 255 visible ASCII characters"));
    }
    return keys.stream().findFirst();
  }
}
