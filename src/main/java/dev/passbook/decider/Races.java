package dev.passbook.decider;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Parallel;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Handles races with other instances that write to the same streams. */
final class Races<S, E> {
  /**
   * How long a read before a batch may take. Enough time must be left for the batch, whose failure
   * then says that the store gives no response.
   */
  private static final Duration LONGEST_READ = Duration.ofSeconds(1);

  private final EventStore<S, E> store;
  private final StateCache<S> states;
  private final Turns turns;
  private final DeciderMetrics metrics;

  Races(EventStore<S, E> store, StateCache<S> states, Turns turns, DeciderMetrics metrics) {
    this.store = store;
    this.states = states;
    this.turns = turns;
    this.metrics = metrics;
  }

  /**
   * Waits for this instance's turn on streams that other instances write to as well, and then reads
   * them, while further commands gather. On any other stream a batch starts at once.
   */
  Uni<Void> awaitTurn(CommandQueue<S, E> queue) {
    return turns.areContended(queue.streams())
        ? turns.await(queue.streams()).chain(() -> refresh(queue))
        : Uni.createFrom().voidItem();
  }

  /** Reads uncached streams. If the read fails, the batch repeats it and gets the failure. */
  private Uni<Void> refresh(CommandQueue<S, E> queue) {
    return states.cached(queue.streams()).isPresent()
        ? Uni.createFrom().voidItem()
        : queue
            .first()
            .map(first -> first.startThere(() -> read(first)))
            .orElseGet(() -> Uni.createFrom().voidItem());
  }

  private Uni<Void> read(PendingCommand<S, E> first) {
    return load(first.streams(), Deadline.in(LONGEST_READ))
        .invoke(states::read)
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  Uni<List<Snapshot<S>>> load(List<StreamId> streams, Deadline deadline) {
    metrics.state(false);
    var loads = streams.stream().map(stream -> store.load(stream, deadline)).toList();
    return loads.size() == 1 ? loads.get(0).map(List::of) : Parallel.all(loads);
  }

  /**
   * Notes that a batch lost a race. If this instance may write again at once, it goes on from the
   * states that the winner left. After a pause, these states would be out of date.
   */
  void lost(Batch<S, E> batch, VersionConflict conflict, Duration took) {
    var known = batch.before();
    var left =
        known.stream()
            .map(state -> store.stateAfter(conflict, state))
            .flatMap(Optional::stream)
            .toList();
    turns.lostRace(known, left, took);
    states.doubt(known);
    if (left.size() == known.size() && turns.pause(streams(known)).isZero()) {
      states.read(left);
    }
    batch.commands().forEach(command -> command.loseRace(turns::later));
  }

  /** Notes that a batch was committed. */
  void won(Batch<S, E> batch, List<Snapshot<S>> heads, Duration took) {
    turns.committed(batch.before(), heads, took);
    states.written(heads);
  }

  private static List<StreamId> streams(List<? extends Snapshot<?>> states) {
    return states.stream().<StreamId>map(Snapshot::stream).toList();
  }
}
