package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Trying again, with pauses that grow and differ from one to the next, for as long as a deadline
 * allows.
 */
public record Retry(Duration firstPause, Duration longestPause) {
  private static final double JITTER = 0.5;

  /** Fails at the deadline with what the last attempt failed with. */
  public <T> Uni<T> until(Deadline deadline, Predicate<Throwable> again, Uni<T> attempt) {
    return attempt
        .onFailure(again)
        .recoverWithUni(failure -> again(deadline, again, attempt, failure));
  }

  /** Nearly every first attempt succeeds, and needs nothing of all this. */
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

  /** Mutiny tells the end of its patience by an exception of its own around the last failure. */
  private static boolean isExhausted(Throwable failure, Predicate<Throwable> again) {
    return failure instanceof IllegalStateException && again.test(failure.getCause());
  }
}
