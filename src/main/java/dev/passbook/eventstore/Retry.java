package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** Repeats attempts until a deadline, with growing pauses and jitter. */
public record Retry(Duration firstPause, Duration longestPause) {
  private static final double JITTER = 0.5;

  /** Fails at the deadline with the failure of the last attempt. */
  public <T> Uni<T> until(Deadline deadline, Predicate<Throwable> again, Uni<T> attempt) {
    return attempt
        .onFailure(again)
        .recoverWithUni(failure -> again(deadline, again, attempt, failure));
  }

  /** Nearly every first attempt succeeds, so only a failed one sets up the retry. */
  private <T> Uni<T> again(
      Deadline deadline, Predicate<Throwable> again, Uni<T> attempt, Throwable first) {
    var failed = new AtomicReference<>(first);
    return Uni.createFrom()
        .deferred(() -> failureOr(failed.getAndSet(null), attempt))
        .onFailure(again)
        .retry()
        .withBackOff(firstPause, longestPause)
        .withJitter(JITTER)
        .expireAt(deadline.epochMillis())
        .onFailure(failure -> isExhausted(failure, again))
        .transform(Throwable::getCause);
  }

  private static <T> Uni<T> failureOr(Throwable failure, Uni<T> attempt) {
    return failure == null ? attempt : Uni.createFrom().failure(failure);
  }

  /** Mutiny wraps the last failure in an exception of its own when the time is up. */
  private static boolean isExhausted(Throwable failure, Predicate<Throwable> again) {
    return failure instanceof IllegalStateException && again.test(failure.getCause());
  }
}
