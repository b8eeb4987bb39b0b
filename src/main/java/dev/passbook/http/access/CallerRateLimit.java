package dev.passbook.http.access;

import dev.passbook.http.access.CallerBuckets.Share;
import dev.passbook.http.access.TokenBucket.Taken;
import dev.passbook.http.connection.Connections;
import dev.passbook.http.exchange.HttpConfig;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Refuses requests of a caller beyond its fair share. It limits the cost per second ({@link
 * RequestCost}) and the number of open requests, including live streams. Each instance counts
 * alone, so the limit grows with the number of instances. Without authentication, requests are not
 * counted, and only {@code ConcurrencyLimit} bounds them.
 */
@Singleton
public class CallerRateLimit {
  private static final int MOST_IDLE_CALLERS = 10_000;
  private static final String BUCKET = "passbook.bucket";

  /** One caller may have one in this many of the requests in flight. */
  private static final int CALLERS_AT_ONCE = 4;

  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence REMAINING = HttpHeaders.createOptimized("RateLimit");

  private final boolean counts;
  private final int mostOpen;
  private final CharSequence policy;
  private final CallerBuckets shares;

  CallerRateLimit(LimitsConfig limits, HttpConfig http) {
    this.counts = limits.rate() > 0;
    var rate = Math.max(1, limits.rate());
    var fill = TokenBucket.secondsToFill(rate, limits.burst());
    this.mostOpen = Math.max(1, http.maxInFlight() / CALLERS_AT_ONCE);
    this.policy = HttpHeaders.createOptimized("\"caller\";q=" + limits.burst() + ";w=" + fill);
    this.shares = new CallerBuckets(rate, limits.burst(), MOST_IDLE_CALLERS, System::nanoTime);
  }

  public void count(RoutingContext context) {
    var bearer = Bearer.of(context);
    if (!counts || bearer == null || !bearer.caller().isAuthenticated()) {
      context.next();
      return;
    }
    var caller = bearer.caller().identity();
    var share = shares.open(caller);
    Connections.whenWritten(context, () -> shares.close(caller));
    var taken = share.bucket().take(RequestCost.of(context.request()), System.nanoTime());
    var headers = context.response().headers();
    headers.set(POLICY, policy).set(REMAINING, "\"caller\";r=" + taken.left());
    passOrRefuse(share, taken, context);
  }

  private void passOrRefuse(Share share, Taken taken, RoutingContext context) {
    if (taken.taken() && share.open() <= mostOpen) {
      context.put(BUCKET, share.bucket()).next();
    } else {
      var seconds = Math.max(1, taken.seconds());
      context.response().putHeader("Retry-After", Integer.toString(seconds));
      RouterProblems.end(context, Problems.tooManyRequests());
    }
  }

  /** Returns how long the caller's bucket is in debt. Streams and statements wait for this time. */
  public static Duration debt(RoutingContext context) {
    TokenBucket bucket = context.get(BUCKET);
    return bucket == null ? Duration.ZERO : bucket.untilOutOfDebt(System.nanoTime());
  }

  /** Charges the caller for events that were read. Their number is unknown before. */
  public static void charge(int events, RoutingContext context) {
    charge(events, 0, context);
  }

  /**
   * Charges the caller for events that were read.
   *
   * @param events how many were read one after the other
   * @param single how many were read one by one, each with a call of its own
   */
  public static void charge(int events, int single, RoutingContext context) {
    TokenBucket bucket = context.get(BUCKET);
    if (bucket != null) {
      bucket.charge(RequestCost.ofEvents(events) + single, System.nanoTime());
    }
  }
}
