package dev.passbook.http.access;

import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.RouterProblems;
import io.vertx.ext.web.RoutingContext;

/** Challenges for refused requests (RFC 6750, section 3). */
public final class Challenge {
  private static final String HEADER = "WWW-Authenticate";

  private Challenge() {}

  /** Refuses a request without a token. */
  static void missingToken(RoutingContext context) {
    refuse("Bearer realm=\"passbook\"", context);
  }

  /**
   * Refuses a token. The response gives no reason, because only the issuer and the operator need
   * it.
   */
  static void invalidToken(RoutingContext context) {
    refuse("Bearer realm=\"passbook\", error=\"invalid_token\"", context);
  }

  private static void refuse(String challenge, RoutingContext context) {
    context.response().putHeader(HEADER, challenge);
    RouterProblems.end(context, Problems.unauthorized());
  }

  static RefusedRequest insufficientScope(Scope scope, RoutingContext context) {
    var challenge = "Bearer realm=\"passbook\", error=\"insufficient_scope\", scope=\"%s\"";
    context.response().putHeader(HEADER, challenge.formatted(scope.value()));
    return new RefusedRequest(Problems.forbidden("The token lacks the scope " + scope.value()));
  }

  public static RefusedRequest operatorsOnly(RoutingContext context) {
    context.response().putHeader(HEADER, "Bearer realm=\"passbook\", error=\"insufficient_scope\"");
    return new RefusedRequest(Problems.forbidden("Only an operator does this for somebody else"));
  }

  static RefusedRequest notAnOperator(RoutingContext context) {
    context.response().putHeader(HEADER, "Bearer realm=\"passbook\", error=\"insufficient_scope\"");
    return new RefusedRequest(Problems.forbidden("Only an operator does this"));
  }
}
