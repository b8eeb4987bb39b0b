package dev.passbook.http.access;

import dev.passbook.tokens.Issuer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Every kind of caller that may ask for Ada's account. */
enum Visitor {
  OWNER(Reach.OWN),
  OWNER_WITH_THIS_SCOPE_ALONE(Reach.OWN),
  OWNER_WITH_SCOPES_IN_AN_ARRAY(Reach.OWN),
  OWNER_WITHOUT_THIS_SCOPE(Reach.FORBIDDEN),
  OWNER_WITHOUT_SCOPES(Reach.FORBIDDEN),
  NEIGHBOUR(Reach.NEIGHBOURS),
  STRANGER_OF_THE_SAME_NAME(Reach.OUT_OF_REACH),
  STRANGER_WITHOUT_THIS_SCOPE(Reach.FORBIDDEN),
  OPERATOR(Reach.OWN),
  OPERATOR_WITHOUT_THIS_SCOPE(Reach.FORBIDDEN),
  STRANGERS_OPERATOR(Reach.OUT_OF_REACH),
  NOBODY(Reach.UNKNOWN),
  EXPIRED(Reach.UNKNOWN),
  NOT_YET_VALID(Reach.UNKNOWN),
  WITHOUT_AN_END(Reach.UNKNOWN),
  WRONG_AUDIENCE(Reach.UNKNOWN),
  WITHOUT_AUDIENCE(Reach.UNKNOWN),
  WRONG_ISSUER(Reach.UNKNOWN),
  WITHOUT_TENANT(Reach.UNKNOWN),
  WITHOUT_SUBJECT(Reach.UNKNOWN),
  UNSIGNED(Reach.UNKNOWN),
  SIGNED_WITH_THE_PUBLIC_KEY(Reach.UNKNOWN),
  SIGNED_BY_SOMEBODY_ELSE(Reach.UNKNOWN),
  SIGNED_BY_SOMEBODY_ELSE_UNDER_THE_NAME_OF_THE_KEY(Reach.UNKNOWN),
  CHANGED_AFTER_SIGNING(Reach.UNKNOWN),
  NO_TOKEN_AT_ALL(Reach.UNKNOWN);

  enum Reach {
    OWN,
    NEIGHBOURS,
    OUT_OF_REACH,
    FORBIDDEN,
    UNKNOWN
  }

  private static final Issuer SOMEBODY_ELSE = Issuer.fresh();

  private final Reach reach;

  Visitor(Reach reach) {
    this.reach = reach;
  }

  /** Returns the expected status. This is the rule of the whole matrix. */
  int expected(Operation operation) {
    if (isRefusedAsHolder(operation)) {
      return 403;
    }
    return switch (reach) {
      case OWN -> operation.success();
      case NEIGHBOURS ->
          operation.isOnAnAccount() && !operation.reachesNeighbours() ? 404 : operation.success();
      case OUT_OF_REACH -> operation.isOnAnAccount() ? 404 : operation.success();
      case FORBIDDEN -> 403;
      case UNKNOWN -> 401;
    };
  }

  /** Returns whether the caller has the scope, but not the role. */
  boolean isRefusedAsHolder(Operation operation) {
    return operation.isForOperators()
        && this != OPERATOR
        && this != STRANGERS_OPERATOR
        && reach != Reach.FORBIDDEN
        && reach != Reach.UNKNOWN;
  }

  /** Returns the caller's token, or null for a caller without one. */
  String token(GuardedService service, Operation operation) {
    Issuer issuer = service.issuer();
    String scope = operation.scope();
    String others = without(scope);
    return switch (this) {
      case OWNER -> service.ada();
      case OWNER_WITH_THIS_SCOPE_ALONE ->
          issuer.token("acme", "ada", claims -> claims.setStringClaim("scope", scope));
      case OWNER_WITH_SCOPES_IN_AN_ARRAY ->
          issuer.token("acme", "ada", claims -> claims.setStringListClaim("scope", "x", scope));
      case OWNER_WITHOUT_THIS_SCOPE ->
          issuer.token("acme", "ada", claims -> claims.setStringClaim("scope", others));
      case OWNER_WITHOUT_SCOPES ->
          issuer.token("acme", "ada", claims -> claims.unsetClaim("scope"));
      case NEIGHBOUR -> service.bob();
      case STRANGER_OF_THE_SAME_NAME -> service.stranger();
      case STRANGER_WITHOUT_THIS_SCOPE ->
          issuer.token("umbrella", "ada", claims -> claims.setStringClaim("scope", others));
      case OPERATOR -> service.operator();
      case OPERATOR_WITHOUT_THIS_SCOPE ->
          issuer.token(
              "acme", "olga", claims -> claims.setStringClaim("scope", others), "operator");
      case STRANGERS_OPERATOR -> service.strangersOperator();
      case NOBODY -> null;
      default -> unsound(issuer);
    };
  }

  private String unsound(Issuer issuer) {
    JwtClaims claims = Issuer.claims("acme", "ada");
    return switch (this) {
      case EXPIRED -> issuer.token("acme", "ada", Issuer.ended(60));
      case NOT_YET_VALID ->
          issuer.token("acme", "ada", c -> c.setNotBefore(NumericDate.fromSeconds(4_000_000_000L)));
      case WITHOUT_AN_END -> issuer.token("acme", "ada", c -> c.unsetClaim("exp"));
      case WRONG_AUDIENCE -> issuer.token("acme", "ada", c -> c.setAudience("payroll"));
      case WITHOUT_AUDIENCE -> issuer.token("acme", "ada", c -> c.unsetClaim("aud"));
      case WRONG_ISSUER -> issuer.token("acme", "ada", c -> c.setIssuer("https://evil.test"));
      case WITHOUT_TENANT -> issuer.token("acme", "ada", c -> c.unsetClaim("tenant"));
      case WITHOUT_SUBJECT -> issuer.token("acme", "ada", c -> c.unsetClaim("sub"));
      case UNSIGNED -> issuer.unsigned(claims);
      case SIGNED_WITH_THE_PUBLIC_KEY -> issuer.confused(claims);
      case SIGNED_BY_SOMEBODY_ELSE -> SOMEBODY_ELSE.sign(claims);
      case SIGNED_BY_SOMEBODY_ELSE_UNDER_THE_NAME_OF_THE_KEY ->
          SOMEBODY_ELSE.signUnderTheNameOf(issuer, claims);
      case CHANGED_AFTER_SIGNING -> changed(issuer);
      default -> "not-a-token";
    };
  }

  private static String changed(Issuer issuer) {
    String[] sound = issuer.token("acme", "eve").split("\\.");
    String[] wanted = issuer.token("acme", "ada").split("\\.");
    return sound[0] + "." + wanted[1] + "." + sound[2];
  }

  private static String without(String scope) {
    return Arrays.stream(Issuer.ALL_SCOPES.split(" "))
        .filter(other -> !other.equals(scope))
        .collect(Collectors.joining(" "));
  }
}
