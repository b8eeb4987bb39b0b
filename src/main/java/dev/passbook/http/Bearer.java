package dev.passbook.http;

import dev.passbook.banking.Caller;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who brought a token, as far as the token says.
 *
 * @param until when the token ends
 */
record Bearer(Caller caller, Set<Scope> scopes, Instant until) {
  /** Whoever asks, where nobody needs a token. */
  static final Bearer ANYONE = new Bearer(Caller.ANYONE, EnumSet.allOf(Scope.class), Instant.MAX);

  private static final String PLACE = "passbook.bearer";

  void enter(RoutingContext context) {
    context.put(PLACE, this);
  }

  static Bearer of(RoutingContext context) {
    return context.get(PLACE);
  }

  /**
   * The caller, to whom something is allowed.
   *
   * @throws RefusedRequest when it is not
   */
  static Caller allowed(Scope scope, RoutingContext context) {
    var bearer = of(context);
    if (bearer == null) {
      throw new RefusedRequest(Problems.unauthorized());
    }
    if (!bearer.allows(scope)) {
      throw Challenge.insufficientScope(scope, context);
    }
    return bearer.caller();
  }

  boolean allows(Scope scope) {
    return scopes.contains(scope);
  }

  boolean hasEnded(Clock clock) {
    return !clock.instant().isBefore(until);
  }

  /** A time, but no longer than the token has. */
  Duration atMost(Duration time, Clock clock) {
    return until.equals(Instant.MAX)
        ? time
        : earlier(time, Duration.between(clock.instant(), until));
  }

  private static Duration earlier(Duration one, Duration other) {
    var earlier = one.compareTo(other) < 0 ? one : other;
    return earlier.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : earlier;
  }
}
