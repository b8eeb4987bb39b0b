package dev.passbook.http;

import dev.passbook.http.CallerShares.Share;
import dev.passbook.http.TokenBucket.Taken;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Refuses what one caller asks beyond a fair share: in a second, where a request weighs what it may
 * cost ({@link RequestWeight}), and at once, streams that are listened to included. Each instance
 * counts what it sees itself, so several of them together let through as many times as much.
 * Callers that are not told apart are not counted: {@link Admission} bounds them all together.
 */
@ApplicationScoped
class CallerLimit {
  private static final int AFTER_AUTHENTICATION = 840;
  private static final int MOST_IDLE_CALLERS = 10_000;
  private static final String BUCKET = "passbook.bucket";

  /** Of all that is worked on at once, one caller takes a quarter. */
  private static final int CALLERS_AT_ONCE = 4;

  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence LEFT = HttpHeaders.createOptimized("RateLimit");

  private final boolean counts;
  private final int mostOpen;
  private final CharSequence policy;
  private final CallerShares shares;

  CallerLimit(LimitsConfig limits, HttpConfig http) {
    this.counts = limits.rate() > 0;
    var rate = Math.max(1, limits.rate());
    var fill = TokenBucket.secondsToFill(rate, limits.burst());
    this.mostOpen = Math.max(1, http.maxInFlight() / CALLERS_AT_ONCE);
    this.policy = HttpHeaders.createOptimized("\"caller\";q=" + limits.burst() + ";w=" + fill);
    this.shares = new CallerShares(rate, limits.burst(), MOST_IDLE_CALLERS, System::nanoTime);
  }

  void register(@Observes Filters filters) {
    filters.register(this::count, AFTER_AUTHENTICATION);
  }

  private void count(RoutingContext context) {
    var bearer = Bearer.of(context);
    if (!counts || bearer == null || !bearer.caller().isToldApart()) {
      context.next();
      return;
    }
    var caller = bearer.caller().identity();
    var share = shares.open(caller);
    Wire.whenWritten(context, () -> shares.close(caller));
    var taken = share.bucket().take(RequestWeight.of(context.request()), System.nanoTime());
    var headers = context.response().headers();
    headers.set(POLICY, policy).set(LEFT, "\"caller\";r=" + taken.left());
    goOn(share, taken, context);
  }

  private void goOn(Share share, Taken taken, RoutingContext context) {
    if (taken.taken() && share.open() <= mostOpen) {
      context.put(BUCKET, share.bucket()).next();
    } else {
      var seconds = Math.max(1, taken.seconds());
      context.response().putHeader("Retry-After", Integer.toString(seconds));
      RouterProblems.end(context, Problems.tooManyRequests());
    }
  }

  /** Returns how long the caller's share is in debt, so that a stream waits for so long. */
  static Duration debt(RoutingContext context) {
    TokenBucket bucket = context.get(BUCKET);
    return bucket == null ? Duration.ZERO : bucket.untilOutOfDebt(System.nanoTime());
  }

  /**
   * Weighs the events that a stream read when it has read them: before, their number is unknown.
   */
  static void charge(int events, RoutingContext context) {
    TokenBucket bucket = context.get(BUCKET);
    if (bucket != null) {
      bucket.charge(RequestWeight.ofEvents(events), System.nanoTime());
    }
  }
}
