package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Has commands done: each gets its answer, and takes effect at most once. */
@ApplicationScoped
public class Bank {
  private final EventStore<Account, AccountEvent> store;
  private final BankingConfig config;
  private final Supplier<UUID> ids;
  private final Tails tails;
  private final BankFigures figures;
  private final Lanes lanes;

  public Bank(
      EventStore<Account, AccountEvent> store,
      BankingConfig config,
      Clock clock,
      Supplier<UUID> ids,
      Tails tails,
      BankFigures figures) {
    this.store = store;
    this.config = config;
    this.ids = ids;
    this.tails = tails;
    this.figures = figures;
    var heads = new Heads(config.heads());
    this.lanes = new Lanes(new GroupCommit(store, heads, clock, figures)::settle);
  }

  /**
   * Decides and commits, together with what else waits for the same accounts, again and again while
   * other writers win the race and the deadline allows.
   *
   * @return fails with {@link VersionConflict} if they win to the end, and with {@link Overloaded}
   *     if the command's turn did not come in time: nothing was applied; and with {@link
   *     StoreUnavailable} as the store does
   */
  public Uni<Reply> handle(Command command, Request request, Rendering rendering) {
    var memory = memory(command, request, rendering);
    return unlessAnsweredEarlier(memory, () -> decide(command, request, rendering, memory))
        .invoke(reply -> done(command, reply));
  }

  /** Only a key in quotation marks costs this read: earlier releases kept it with the marks. */
  private static Uni<Reply> unlessAnsweredEarlier(Memory memory, Supplier<Uni<Reply>> decision) {
    return memory.earlierMarkerKey().isEmpty()
        ? decision.get()
        : CallerContext.backHere(memory.earlierAnswer())
            .chain(first -> first.map(Uni.createFrom()::item).orElseGet(decision));
  }

  private Uni<Reply> decide(Command command, Request request, Rendering rendering, Memory memory) {
    var handling = new Handling(command, request, rendering, memory.commandId(), memory, figures);
    return lanes
        .handle(new Waiting(handling))
        .onFailure(VersionConflict.class)
        .recoverWithUni(memory::firstAnswerOr);
  }

  private Memory memory(Command command, Request request, Rendering rendering) {
    var commandId = ids.get().toString();
    return Memory.of(store, command, request, rendering, commandId, config.idempotencyRetention());
  }

  /** Returns the first answer to a request with a key, if there is one. Applies nothing. */
  public Uni<Optional<Reply>> firstAnswer(Command command, Request request, Rendering rendering) {
    return memory(command, request, rendering)
        .firstAnswer()
        .invoke(first -> first.ifPresent(reply -> done(command, reply)));
  }

  private void done(Command command, Reply reply) {
    tails.nudge(command.accounts());
    if (reply.replayed()) {
      figures.replayed();
    }
  }

  /** How many commands wait in all lanes at this moment; batches under way are not among them. */
  public int waiting() {
    return lanes.depths().sum();
  }

  /** How many commands wait in the longest lane: on the busiest account. */
  public int longestLane() {
    return lanes.depths().max().orElse(0);
  }
}
