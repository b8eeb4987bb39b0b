package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Has commands done: each gets its answer, and takes effect at most once. */
@ApplicationScoped
public class Bank {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
  private static final double JITTER = 0.5;

  /** What is kept of the time budget to look for a first answer once the races are given up. */
  private static final Duration RESERVE = Duration.ofMillis(300);

  private final EventStore<Account, AccountEvent> store;
  private final BankingConfig config;
  private final Clock clock;
  private final Supplier<UUID> ids;

  public Bank(
      EventStore<Account, AccountEvent> store,
      BankingConfig config,
      Clock clock,
      Supplier<UUID> ids) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Loads, decides and commits, again and again while other writers win the race and the deadline
   * allows.
   *
   * @return fails with {@link VersionConflict} if they win to the end: nothing was applied
   */
  public Uni<Reply> handle(Command command, Request request, Rendering rendering) {
    var commandId = ids.get().toString();
    var memory =
        new Memory(store, command, request, rendering, commandId, config.idempotencyRetention());
    var handling = new Handling(store, command, request, rendering, commandId, memory, clock);
    return Uni.createFrom()
        .deferred(handling::attempt)
        .onFailure(VersionConflict.class)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .withJitter(JITTER)
        .expireAt(request.deadline().earlierBy(RESERVE).epochMillis())
        .onFailure(VersionConflict.class)
        .recoverWithUni(memory::firstAnswerOr);
  }
}
