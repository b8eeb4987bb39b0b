package dev.passbook.http.access;

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
 * Limits how often a caller pays to one foreign account. Each payment changes the account's
 * version. Without a limit, many tiny payments would keep the holder from closing the account, and
 * would fail writes with an expected version.
 *
 * <p>Payments to the caller's own accounts are not limited, and neither are payments of operators,
 * whom the bank trusts. The limit applies whether or not the account exists, so a refusal does not
 * reveal that.
 */
@ApplicationScoped
public class PayeeRateLimit {
  private static final double SECONDS_A_MINUTE = 60;
  private static final int MOST = 100_000;

  private final History history;
  private final double rate;
  private final int burst;
  private final Cache<Payment, TokenBucket> buckets;

  private record Payment(Holder payer, UUID payee) {}

  PayeeRateLimit(History history, LimitsConfig limits) {
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
   * @return the seconds until the caller may pay the account again, or 0 if it may pay now
   */
  public Uni<Integer> secondsUntil(Caller caller, UUID payee, Deadline deadline) {
    if (!isBounded() || !caller.isAuthenticated() || caller.operator()) {
      return Uni.createFrom().item(0);
    }
    var seconds = take(new Payment(caller.identity(), payee));
    // The check of the account's holder may need a read, so it is made only for a refusal.
    return seconds == 0
        ? Uni.createFrom().item(0)
        : history.canRead(caller, payee, deadline).map(own -> own ? 0 : seconds);
  }

  private int take(Payment payment) {
    var now = System.nanoTime();
    return buckets.get(payment, first -> new TokenBucket(rate, burst, now)).take(1, now).seconds();
  }
}
