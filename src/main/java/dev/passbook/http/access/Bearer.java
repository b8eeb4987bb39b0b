package dev.passbook.http.access;

import dev.passbook.banking.Caller;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * The bearer of a token, as the token describes it.
 *
 * @param until when the token ends
 */
public record Bearer(Caller caller, Set<Scope> scopes, Instant until) {
  /** The bearer of every request if authentication is off. */
  public static final Bearer ANYONE =
      new Bearer(Caller.ANYONE, EnumSet.allOf(Scope.class), Instant.MAX);

  private static final String PLACE = "passbook.bearer";

  void enter(RoutingContext context) {
    context.put(PLACE, this);
  }

  public static Bearer of(RoutingContext context) {
    return context.get(PLACE);
  }

  /**
   * Returns the caller, if its token has the scope.
   *
   * @throws RefusedRequest if it has not
   */
  public static Caller requireScope(Scope scope, RoutingContext context) {
    var bearer = of(context);
    if (bearer == null) {
      throw new RefusedRequest(Problems.unauthorized());
    }
    if (!bearer.allows(scope)) {
      throw Challenge.insufficientScope(scope, context);
    }
    return bearer.caller();
  }

  /**
   * Returns the caller, if it is an operator whose token has the scope.
   *
   * @throws RefusedRequest if it is not
   */
  public static Caller requireOperator(Scope scope, RoutingContext context) {
    var caller = requireScope(scope, context);
    if (!caller.actsAsOperator()) {
      throw Challenge.notAnOperator(context);
    }
    return caller;
  }

  public boolean allows(Scope scope) {
    return scopes.contains(scope);
  }

  public boolean hasEnded(Clock clock) {
    return !clock.instant().isBefore(until);
  }

  /** Returns the time, or the remaining life of the token if that is shorter. */
  public Duration atMost(Duration time, Clock clock) {
    return until.equals(Instant.MAX)
        ? time
        : earlier(time, Duration.between(clock.instant(), until));
  }

  private static Duration earlier(Duration one, Duration other) {
    var earlier = one.compareTo(other) < 0 ? one : other;
    return earlier.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : earlier;
  }
}
