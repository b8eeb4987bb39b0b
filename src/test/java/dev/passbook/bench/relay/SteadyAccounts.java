package dev.passbook.bench.relay;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ForwardOnlyStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Accounts that record credits at a steady rate. It computes their histories from the time, so that
 * no writer takes part of the machine.
 */
final class SteadyAccounts implements ForwardOnlyStore<Account, AccountEvent> {
  /** A Query of DynamoDB takes about as long. */
  private static final Duration QUERY = Duration.ofMillis(5);

  /** The bytes of an event in a row that has twenty of them, and in a row of its own. */
  private static final int BYTES_IN_FULL_ROW = 200;

  private static final int BYTES_ALONE = 450;
  private static final int BYTES_A_READ_UNIT = 4_096;

  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final List<StreamId> accounts;
  private final double rate;
  private final AtomicLong queries = new AtomicLong();
  private final AtomicLong readUnits = new AtomicLong();

  /**
   * Creates the accounts.
   *
   * @param rate the events of each account in a second
   */
  SteadyAccounts(int number, double rate) {
    this.accounts =
        Stream.generate(() -> StreamId.of("account", UUID.randomUUID())).limit(number).toList();
    this.rate = rate;
  }

  List<StreamId> accounts() {
    return accounts;
  }

  /** Returns how many events one account has now. */
  long head() {
    return (long) (rate * (System.nanoTime() - startNanos) / TimeUnit.SECONDS.toNanos(1));
  }

  long queries() {
    return queries.get();
  }

  long readUnits() {
    return readUnits.get();
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    return Uni.createFrom()
        .completionStage(
            () -> CompletableFuture.supplyAsync(() -> read(stream, after, limit), late(QUERY)));
  }

  static Executor late(Duration delay) {
    return CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private List<RecordedEvent<AccountEvent>> read(StreamId stream, long after, int limit) {
    var upTo = Math.min(head(), after + limit);
    var number = Math.max(0, upTo - after);
    var bytes = number * (rate > 100 ? BYTES_IN_FULL_ROW : BYTES_ALONE);
    queries.incrementAndGet();
    readUnits.addAndGet(Math.max(1, (bytes + BYTES_A_READ_UNIT - 1) / BYTES_A_READ_UNIT));
    return LongStream.rangeClosed(after + 1, upTo)
        .mapToObj(version -> event(stream, version))
        .toList();
  }

  private RecordedEvent<AccountEvent> event(StreamId stream, long version) {
    var at = start.plusNanos((long) (version / rate * TimeUnit.SECONDS.toNanos(1)));
    var credited = new BalanceCredited(euros(1), euros(version), "a reference", null);
    return new RecordedEvent<>(stream, version, at, UUID.randomUUID().toString(), null, credited);
  }

  private static Money euros(long value) {
    return new Money(BigDecimal.valueOf(value), Currencies.of("EUR"));
  }

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readBackward(
      StreamId stream, long before, int limit, Deadline deadline) {
    return Uni.createFrom().item(() -> List.of(event(stream, head())));
  }
}
