package dev.passbook.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Keeps the token bucket and the open requests of each caller. A caller with open requests is never
 * evicted, and the limit on requests in flight bounds the number of such callers. An idle caller is
 * evicted after some time, or earlier when very many others come.
 *
 * <p>Caffeine computes the class name of its cache entries from the builder's settings. The Quarkus
 * extension does not register the class for a size and a time since the last access, so a native
 * executable would lack it.
 */
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
final class CallerBuckets {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final double rate;
  private final int burst;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Holder, Share> busy = new ConcurrentHashMap<>();
  private final Cache<Holder, TokenBucket> idle;

  /**
   * A caller's bucket and open requests.
   *
   * @param open the number of requests and streams whose response is not complete yet
   */
  record Share(TokenBucket bucket, int open) {
    private Share with(int more) {
      return new Share(bucket, open + more);
    }
  }

  /**
   * @param nanoTime the time as of {@link System#nanoTime()}
   */
  CallerBuckets(double rate, int burst, int mostIdle, LongSupplier nanoTime) {
    this.rate = rate;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.idle =
        Caffeine.newBuilder()
            .maximumSize(mostIdle)
            // Not before the bucket is full again, because a new bucket is full.
            .expireAfterAccess(KEPT.plusSeconds(TokenBucket.secondsToFill(rate, burst)))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Counts one more open request, and returns the caller's share. */
  Share open(Holder caller) {
    return busy.compute(
        caller, (same, share) -> share == null ? new Share(bucket(caller), 1) : share.with(1));
  }

  private TokenBucket bucket(Holder caller) {
    var kept = idle.asMap().remove(caller);
    return kept == null ? new TokenBucket(rate, burst, nanoTime.getAsLong()) : kept;
  }

  /** Counts one open request less. */
  void close(Holder caller) {
    busy.computeIfPresent(
        caller, (same, share) -> share.open() > 1 ? share.with(-1) : rest(caller, share));
  }

  /**
   * Moves an idle bucket within the same atomic step, so that the bucket is always in exactly one
   * place.
   */
  private Share rest(Holder caller, Share share) {
    idle.put(caller, share.bucket());
    return null;
  }
}
