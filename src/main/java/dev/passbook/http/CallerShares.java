package dev.passbook.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * What each caller has taken and holds open. A share with something open is never forgotten,
 * neither for its age nor for want of room: what is open at once bounds their number. An idle one
 * is forgotten after some time, or sooner when very many others come.
 *
 * <p>Caffeine loads the class of a cache's entries by a name that it computes from the builder's
 * settings. The Quarkus extension does not register the one for a size and a time since the last
 * access, so a native executable would not have it.
 */
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
final class CallerShares {
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final double rate;
  private final int burst;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Holder, Share> busy = new ConcurrentHashMap<>();
  private final Cache<Holder, TokenBucket> idle;

  /**
   * @param open requests and streams that are not answered to their end yet
   */
  record Share(TokenBucket bucket, int open) {
    private Share with(int more) {
      return new Share(bucket, open + more);
    }
  }

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  CallerShares(double rate, int burst, int mostIdle, LongSupplier nanoTime) {
    this.rate = rate;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.idle =
        Caffeine.newBuilder()
            .maximumSize(mostIdle)
            // Not before the bucket is full again, as a new one would be.
            .expireAfterAccess(KEPT.plusSeconds(TokenBucket.secondsToFill(rate, burst)))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** The caller's share, with one more open. */
  Share open(Holder caller) {
    return busy.compute(
        caller, (same, share) -> share == null ? new Share(bucket(caller), 1) : share.with(1));
  }

  private TokenBucket bucket(Holder caller) {
    var kept = idle.asMap().remove(caller);
    return kept == null ? new TokenBucket(rate, burst, nanoTime.getAsLong()) : kept;
  }

  /** One that was open is not any more. */
  void close(Holder caller) {
    busy.computeIfPresent(
        caller, (same, share) -> share.open() > 1 ? share.with(-1) : rest(caller, share));
  }

  /** Within the step that takes it out, so that another request finds the bucket in one place. */
  private Share rest(Holder caller, Share share) {
    idle.put(caller, share.bucket());
    return null;
  }
}
