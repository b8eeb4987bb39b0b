package dev.passbook.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses what one caller asks beyond a fair share: in a second, and at once, streams that are
 * listened to included. Each instance counts what it sees itself, so several of them together let
 * through as many times as much. Callers that are not told apart are not counted: {@link Admission}
 * bounds them all together.
 */
@ApplicationScoped
class CallerLimit {
  private static final int AFTER_AUTHENTICATION = 840;
  private static final int MOST_CALLERS = 10_000;

  /** Of all that is worked on at once, one caller takes a quarter. */
  private static final int CALLERS_AT_ONCE = 4;

  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  private static final CharSequence LEFT = HttpHeaders.createOptimized("RateLimit");

  private final int rate;
  private final int burst;
  private final int mostOpen;
  private final CharSequence policy;
  private final Cache<Holder, Share> shares;

  /**
   * @param open requests that are not answered yet
   */
  private record Share(TokenBucket bucket, AtomicInteger open) {}

  CallerLimit(LimitsConfig limits, HttpConfig http) {
    this.rate = limits.rate();
    this.burst = limits.burst();
    this.mostOpen = Math.max(1, http.maxInFlight() / CALLERS_AT_ONCE);
    this.policy =
        HttpHeaders.createOptimized(
            "\"caller\";q=" + burst + ";w=" + TokenBucket.secondsToFill(rate, burst));
    this.shares =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .executor(Runnable::run)
            .build();
  }

  void register(@Observes Filters filters) {
    filters.register(this::count, AFTER_AUTHENTICATION);
  }

  private void count(RoutingContext context) {
    var bearer = Bearer.of(context);
    if (rate == 0 || bearer == null || !bearer.caller().isToldApart()) {
      context.next();
      return;
    }
    var share = shares.get(bearer.caller().identity(), caller -> share());
    var left = share.bucket().take(System.nanoTime());
    context
        .response()
        .putHeader(POLICY, policy)
        .putHeader(LEFT, "\"caller\";r=" + Math.max(0, left));
    if (left < 0 || share.open().get() >= mostOpen) {
      RouterProblems.end(context, Problems.tooManyRequests());
    } else {
      share.open().incrementAndGet();
      Wire.whenWritten(context, share.open()::decrementAndGet);
      context.next();
    }
  }

  private Share share() {
    return new Share(new TokenBucket(rate, burst, System.nanoTime()), new AtomicInteger());
  }
}
