package dev.passbook.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/**
 * Bounds how often a caller pays one account of somebody else's. Each payment moves the account on:
 * without a bound, a stream of smallest amounts would keep its holder from closing it, and fail the
 * writes that name a version.
 *
 * <p>What a caller pays to an account of its own is not bounded, nor what an operator pays, whom
 * the bank trusts. An account counts whether it exists or not, so that a refusal tells nothing of
 * it.
 */
@ApplicationScoped
class PayeeLimit {
  private static final double SECONDS_A_MINUTE = 60;
  private static final int MOST = 100_000;

  private final History history;
  private final double rate;
  private final int burst;
  private final Cache<Payment, TokenBucket> buckets;

  private record Payment(Holder payer, UUID payee) {}

  PayeeLimit(History history, LimitsConfig limits) {
    this.history = history;
    this.rate = limits.payeeRate() / SECONDS_A_MINUTE;
    this.burst = limits.payeeBurst();
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(timeToFill())
            .executor(Runnable::run)
            .build();
  }

  private Duration timeToFill() {
    return Duration.ofSeconds(isBounded() ? TokenBucket.secondsToFill(rate, burst) : 1);
  }

  private boolean isBounded() {
    return rate > 0;
  }

  /**
   * Counts a payment.
   *
   * @return after how many seconds the caller may pay the account again; 0 if it may pay now
   */
  Uni<Integer> secondsUntil(Caller caller, UUID payee, Deadline deadline) {
    if (!isBounded() || !caller.isToldApart() || caller.operator()) {
      return Uni.createFrom().item(0);
    }
    var seconds = take(new Payment(caller.identity(), payee));
    // The look at whose account it is may cost a read, so it is made only where it matters.
    return seconds == 0
        ? Uni.createFrom().item(0)
        : history.reaches(caller, payee, deadline).map(own -> own ? 0 : seconds);
  }

  private int take(Payment payment) {
    var now = System.nanoTime();
    return buckets.get(payment, first -> new TokenBucket(rate, burst, now)).take(1, now).seconds();
  }
}
