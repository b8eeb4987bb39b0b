package dev.passbook.decider;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Runs commands on streams of one kind. Each command gets its response, and takes effect at most
 * once.
 *
 * @param <S> the state of a stream
 * @param <E> the event
 */
public final class Decider<S, E> {
  private final EventStore<S, E> store;
  private final EventCodec<S, E> codec;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final LiveFeeds<E> feeds;
  private final DeciderMetrics metrics;
  private final CommandQueues<S, E> queues;

  /**
   * @param idempotencyRetention how long the store keeps a first response at least
   * @param cachedStates how many streams' states are kept in memory
   */
  public record Settings(Duration idempotencyRetention, int cachedStates) {}

  public Decider(
      EventStore<S, E> store,
      EventCodec<S, E> codec,
      Settings settings,
      Clock clock,
      Supplier<UUID> ids,
      LiveFeeds<E> feeds,
      DeciderMetrics metrics) {
    this(
        store,
        codec,
        settings,
        clock,
        ids,
        feeds,
        metrics,
        new Turns(clock, settings.cachedStates()));
  }

  Decider(
      EventStore<S, E> store,
      EventCodec<S, E> codec,
      Settings settings,
      Clock clock,
      Supplier<UUID> ids,
      LiveFeeds<E> feeds,
      DeciderMetrics metrics,
      Turns turns) {
    this.store = store;
    this.codec = codec;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.feeds = feeds;
    this.metrics = metrics;
    var states = new StateCache<S>(settings.cachedStates());
    var races = new Races<>(store, states, turns, metrics);
    var commits = new GroupCommit<>(store, states, races, clock, metrics);
    this.queues = new CommandQueues<>(races::awaitTurn, commits::settle);
  }

  /**
   * Decides and commits the command, together with the commands that wait for the same streams. It
   * tries again while other writers win the race and the deadline allows.
   *
   * @return fails with {@link VersionConflict} if other writers win every race, and with {@link
   *     Overloaded} if the command's turn did not come in time; in both cases nothing was applied.
   *     It fails with {@link StoreUnavailable} as the store does.
   */
  public Uni<CommandResult> handle(Command<S, E> command) {
    var idempotency = idempotency(command);
    return unlessAnsweredEarlier(idempotency, () -> decide(idempotency))
        .invoke(result -> done(command, result));
  }

  /** Only a key that earlier releases kept in another form costs this read. */
  private Uni<CommandResult> unlessAnsweredEarlier(
      IdempotencyRecord<S, E> idempotency, Supplier<Uni<CommandResult>> decision) {
    return idempotency.hasEarlierForm()
        ? CallerContext.backHere(idempotency.earlierResponse())
            .chain(first -> first.map(Uni.createFrom()::item).orElseGet(decision))
        : decision.get();
  }

  private Uni<CommandResult> decide(IdempotencyRecord<S, E> idempotency) {
    return queues
        .handle(new PendingCommand<>(execution(idempotency, metrics)))
        .onFailure(VersionConflict.class)
        .recoverWithUni(idempotency::firstResponseOr);
  }

  private CommandExecution<S, E> execution(
      IdempotencyRecord<S, E> idempotency, DeciderMetrics counted) {
    return new CommandExecution<>(
        idempotency.command(), idempotency.id(), idempotency, codec, counted);
  }

  private IdempotencyRecord<S, E> idempotency(Command<S, E> command) {
    return new IdempotencyRecord<>(
        store, command, new CommandId(ids.get()), settings.idempotencyRetention());
  }

  /**
   * Decides the command on the newest states, and writes nothing. The command must have no
   * idempotency key.
   *
   * @return the response as it would be now
   */
  public Uni<CommandResponse> dryRun(Command<S, E> command) {
    var execution = execution(idempotency(command), DeciderMetrics.NONE);
    return new DryRun<>(store, clock).of(execution);
  }

  /** Returns the first response to a request with a key, if there is one. It applies nothing. */
  public Uni<Optional<CommandResult>> firstResponse(Command<S, E> command) {
    return idempotency(command)
        .firstResponse()
        .invoke(first -> first.ifPresent(result -> done(command, result)));
  }

  private void done(Command<S, E> command, CommandResult result) {
    feeds.nudge(command.streams());
    if (result.replayed()) {
      metrics.replayed();
    }
  }

  /** Returns how many commands wait in all queues. Batches under way are not among them. */
  public int waiting() {
    return queues.depths().sum();
  }

  /** Returns how many commands wait in the longest queue. */
  public int longestQueue() {
    return queues.depths().max().orElse(0);
  }
}
