package dev.passbook.decider;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.ClaimTaken;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides and commits a batch of commands on the same streams: it takes cached states or loads
 * them, decides every command, commits once, and completes each command.
 *
 * <p>A command that records events completes when the commit is applied. Any other result (a
 * refusal, a missing stream, another version than expected) rests on a state, and completes when
 * that state is proven: it was read for this batch, or the commit of the batch followed on it. A
 * cached state proves nothing.
 */
final class GroupCommit<S, E> {
  private final EventStore<S, E> store;
  private final StateCache<S> states;
  private final Races<S, E> races;
  private final Clock clock;
  private final DeciderMetrics metrics;

  GroupCommit(
      EventStore<S, E> store,
      StateCache<S> states,
      Races<S, E> races,
      Clock clock,
      DeciderMetrics metrics) {
    this.store = store;
    this.states = states;
    this.races = races;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Completes every command, even if calls fail. If another writer wins the race, the commands
   * without a result wait for the next batch.
   *
   * @param commands on the same streams, no two of them with the same key or claim
   */
  Uni<Void> settle(List<PendingCommand<S, E>> commands) {
    return commands.isEmpty() ? done() : attempts(commands);
  }

  private Uni<Void> attempts(List<PendingCommand<S, E>> commands) {
    metrics.batch(commands.size());
    return Uni.createFrom()
        .deferred(() -> attempt(commands))
        .onFailure(VersionConflict.class)
        .recoverWithNull()
        .onFailure()
        .recoverWithUni(failure -> fail(commands, failure));
  }

  private Uni<Void> attempt(List<PendingCommand<S, E>> commands) {
    var due = commands.stream().filter(PendingCommand::isDue).toList();
    return due.isEmpty()
        ? done()
        : cached(due)
            .map(cached -> attemptOnCached(cached, due))
            .orElseGet(() -> attemptOnLoaded(due));
  }

  /** A command that creates its stream expects none, even if an earlier attempt has created it. */
  private Optional<List<Snapshot<S>>> cached(List<PendingCommand<S, E>> due) {
    return due.get(0).createsStream() ? Optional.empty() : states.cached(streams(due));
  }

  /** If the batch records nothing, no commit proves the cached states, so they are loaded. */
  private Uni<Void> attemptOnCached(List<Snapshot<S>> cached, List<PendingCommand<S, E>> due) {
    var batch = decide(due, cached);
    if (batch.recordsNothing()) {
      return attemptOnLoaded(due);
    }
    metrics.state(true);
    return commit(batch, false);
  }

  private Uni<Void> attemptOnLoaded(List<PendingCommand<S, E>> due) {
    return load(due)
        .map(loaded -> decide(due, loaded))
        .chain(batch -> batch.recordsNothing() ? completeUnrecorded(batch) : commit(batch, true));
  }

  private Uni<List<Snapshot<S>>> load(List<PendingCommand<S, E>> due) {
    var streams = streams(due);
    if (due.get(0).createsStream()) {
      return Uni.createFrom().item(streams.stream().map(Snapshot::<S>none).toList());
    }
    return races.load(streams, latestDeadline(due)).invoke(states::found);
  }

  /** Decides the commands that have no result yet: from here on they may be applied. */
  private Batch<S, E> decide(List<PendingCommand<S, E>> due, List<Snapshot<S>> current) {
    var sent = due.stream().filter(PendingCommand::markSent).toList();
    var batch = Batch.decide(sent, current, timeOf(current, clock));
    batch.unrecorded().keySet().forEach(PendingCommand::markNotApplied);
    return batch;
  }

  /**
   * @param loaded whether the states were read for this batch, so that a refusal can rest on them
   */
  private Uni<Void> commit(Batch<S, E> batch, boolean loaded) {
    var began = clock.instant();
    return store
        .commit(batch.commit(), latestDeadline(batch.recorded().keySet()))
        .onFailure(VersionConflict.class)
        .invoke(lost -> races.lost(batch, lost, since(began)))
        .chain(
            result ->
                result.standing().isEmpty()
                    ? complete(batch, result.heads(), since(began))
                    : goOnWithout(result.standing(), batch))
        .onFailure(ClaimTaken.class)
        .recoverWithUni(taken -> loaded ? goOnWithout(taken, batch) : attemptAnew(batch))
        .onFailure(UnreadableHistory.class)
        .recoverWithUni(failure -> goOnOneByOne(batch.commands(), failure));
  }

  private Uni<Void> complete(Batch<S, E> batch, List<Snapshot<S>> heads, Duration took) {
    races.won(batch, heads, took);
    batch
        .recorded()
        .forEach(
            (command, outcome) -> command.complete(new CommandResult(outcome.response(), false)));
    return completeUnrecorded(batch);
  }

  private Uni<Void> completeUnrecorded(Batch<S, E> batch) {
    batch.unrecorded().forEach(PendingCommand::complete);
    return done();
  }

  /**
   * The commit fails if one of its keys was used before. The commands with such keys get their
   * first responses, and the others are tried again.
   */
  private Uni<Void> goOnWithout(List<Marker> standing, Batch<S, E> batch) {
    var earlier = standing.stream().collect(Collectors.toMap(Marker::key, Function.identity()));
    batch.recorded().keySet().forEach(PendingCommand::markNotApplied);
    batch
        .recorded()
        .keySet()
        .forEach(command -> command.markerKey().map(earlier::get).ifPresent(command::replay));
    return attempt(batch.commands());
  }

  private Uni<Void> attemptAnew(Batch<S, E> batch) {
    states.forget(streams(batch.commands()));
    batch.recorded().keySet().forEach(PendingCommand::markNotApplied);
    return attempt(batch.commands());
  }

  /** The commands whose names are claimed are refused, and the others are tried again. */
  private Uni<Void> goOnWithout(ClaimTaken taken, Batch<S, E> batch) {
    var standing =
        taken.standing().stream().collect(Collectors.toMap(Claim::name, Function.identity()));
    batch.recorded().keySet().forEach(PendingCommand::markNotApplied);
    batch
        .recorded()
        .forEach(
            (command, outcome) ->
                outcome
                    .claim()
                    .map(claim -> standing.get(claim.name()))
                    .ifPresent(claim -> command.refuse(claim, outcome.change().at())));
    return attempt(batch.commands());
  }

  /** A marker that can't be read must fail only its own command. */
  private Uni<Void> goOnOneByOne(List<PendingCommand<S, E>> commands, Throwable failure) {
    if (commands.size() == 1) {
      return Uni.createFrom().failure(failure);
    }
    commands.forEach(PendingCommand::markNotApplied);
    return Multi.createFrom()
        .iterable(commands)
        .onItem()
        .transformToUniAndConcatenate(command -> settle(List.of(command)))
        .collect()
        .last();
  }

  private Uni<Void> fail(List<PendingCommand<S, E>> commands, Throwable failure) {
    states.forget(streams(commands));
    commands.forEach(command -> command.failWithBatch(failure));
    return done();
  }

  private List<StreamId> streams(List<PendingCommand<S, E>> commands) {
    return commands.get(0).streams();
  }

  private Deadline latestDeadline(Collection<PendingCommand<S, E>> commands) {
    return commands.stream()
        .map(PendingCommand::deadline)
        .reduce((one, other) -> one.remaining().compareTo(other.remaining()) > 0 ? one : other)
        .orElseThrow();
  }

  /** Returns one time for the whole batch, never before the last event of a stream. */
  static Instant timeOf(List<? extends Snapshot<?>> current, Clock clock) {
    var latest =
        current.stream()
            .map(Snapshot::updatedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return Timestamp.notBefore(latest, clock.instant());
  }

  private Duration since(Instant began) {
    return Duration.between(began, clock.instant());
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }
}
