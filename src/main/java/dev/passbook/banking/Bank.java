package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Retry;
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
  private static final Retry RETRY = new Retry(Duration.ofMillis(5), Duration.ofMillis(100));

  /** What is kept of the time budget to look for a first answer once the races are given up. */
  private static final Duration RESERVE = Duration.ofMillis(300);

  private final EventStore<Account, AccountEvent> store;
  private final BankingConfig config;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Tails tails;
  private final Lanes lanes = new Lanes();

  public Bank(
      EventStore<Account, AccountEvent> store,
      BankingConfig config,
      Clock clock,
      Supplier<UUID> ids,
      Tails tails) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.ids = ids;
    this.tails = tails;
  }

  /**
   * Loads, decides and commits, again and again while other writers win the race and the deadline
   * allows.
   *
   * @return fails with {@link VersionConflict} if they win to the end, and with {@link Overloaded}
   *     if the command's turn did not come in time: nothing was applied
   */
  public Uni<Reply> handle(Command command, Request request, Rendering rendering) {
    var commandId = ids.get().toString();
    var memory =
        new Memory(store, command, request, rendering, commandId, config.idempotencyRetention());
    var handling = new Handling(store, command, request, rendering, commandId, memory, clock);
    return lanes
        .inTurn(
            command.accounts(), request.deadline(), () -> attempts(handling, request.deadline()))
        .onFailure(VersionConflict.class)
        .recoverWithUni(memory::firstAnswerOr)
        .invoke(() -> tails.nudge(command.accounts()));
  }

  private static Uni<Reply> attempts(Handling handling, Deadline deadline) {
    return RETRY.until(
        deadline.earlierBy(RESERVE),
        VersionConflict.class::isInstance,
        Uni.createFrom().deferred(handling::attempt));
  }
}
