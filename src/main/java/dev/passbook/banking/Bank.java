package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.decider.Decider;
import dev.passbook.decider.DeciderMetrics;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.decider.Overloaded;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Runs commands on accounts. Each command gets a response and takes effect at most once. */
@ApplicationScoped
public class Bank {
  private final Decider<Account, AccountEvent> decider;
  private final EventStore<Account, AccountEvent> store;

  public Bank(
      EventStore<Account, AccountEvent> store,
      BankingConfig config,
      Clock clock,
      Supplier<UUID> ids,
      LiveFeeds<AccountEvent> feeds,
      DeciderMetrics metrics) {
    this.store = store;
    var settings = new Decider.Settings(config.idempotencyRetention(), config.heads());
    this.decider = new Decider<>(store, new AccountCodec(), settings, clock, ids, feeds, metrics);
  }

  /**
   * Decides and commits a command.
   *
   * @return fails with {@link VersionConflict} or {@link Overloaded} if nothing was applied, and
   *     with {@link StoreUnavailable} like the store
   */
  public Uni<CommandResult> handle(
      AccountCommand command, CommandRequest request, ResponseRenderer renderer) {
    return decider.handle(new BankCommand(command, request, renderer, store));
  }

  /** Decides a command on the newest state, as {@link #handle} does, and writes nothing. */
  public Uni<CommandResponse> dryRun(
      AccountCommand command, CommandRequest request, ResponseRenderer renderer) {
    return decider.dryRun(new BankCommand(command, request, renderer, store));
  }

  /** Returns the first response to a request with a key, if there is one. Applies nothing. */
  public Uni<Optional<CommandResult>> firstResponse(
      AccountCommand command, CommandRequest request, ResponseRenderer renderer) {
    return decider.firstResponse(new BankCommand(command, request, renderer, store));
  }

  /** Returns the number of commands in all queues, without the batches under way. */
  public int waiting() {
    return decider.waiting();
  }

  /** Returns the number of commands in the longest queue. */
  public int longestQueue() {
    return decider.longestQueue();
  }
}
