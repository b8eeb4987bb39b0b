package dev.passbook.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Refuses what one caller asks beyond a fair share. Each instance counts what it sees itself, so
 * several of them together let through as many times as much. Callers that are not told apart are
 * not counted: {@link Admission} bounds them all together.
 */
@ApplicationScoped
class CallerLimit {
  private static final int AFTER_AUTHENTICATION = 840;
  private static final int MOST_CALLERS = 100_000;

  private final int rate;
  private final int burst;
  private final Cache<Holder, TokenBucket> buckets;

  CallerLimit(LimitsConfig config) {
    this.rate = config.rate();
    this.burst = config.burst();
    this.buckets =
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
    var bucket =
        buckets.get(bearer.caller().identity(), caller -> new TokenBucket(rate, burst, now()));
    var left = bucket.take(now());
    context
        .response()
        .putHeader("RateLimit-Policy", "\"caller\";q=" + burst + ";w=" + bucket.secondsToFill())
        .putHeader("RateLimit", "\"caller\";r=" + Math.max(0, left) + ";t=1");
    if (left < 0) {
      RouterProblems.end(context, Problems.tooManyRequests());
    } else {
      context.next();
    }
  }

  private static long now() {
    return System.nanoTime();
  }
}
