package dev.passbook.http;

import io.vertx.ext.web.RoutingContext;

/** What a refused bearer is told (RFC 6750, section 3). */
final class Challenge {
  private static final String HEADER = "WWW-Authenticate";

  private Challenge() {}

  /** No token was brought. */
  static void missingToken(RoutingContext context) {
    refuse("Bearer realm=\"passbook\"", context);
  }

  /** Why it is not valid is the issuer's and the operator's business, not the bearer's. */
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

  static RefusedRequest operatorsOnly(RoutingContext context) {
    context.response().putHeader(HEADER, "Bearer realm=\"passbook\", error=\"insufficient_scope\"");
    return new RefusedRequest(Problems.forbidden("Only an operator does this for somebody else"));
  }
}
