package dev.passbook.decider;

import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Runs the commands on each stream in batches, one batch after the other. The commands that arrive
 * while a batch is under way form the next batch. A command that finds its queue empty starts at
 * once and waits for no others.
 *
 * <p>A batch belongs to its queue. It goes on when a client of one of its commands goes away.
 */
final class CommandQueues<S, E> {
  private final PerStreamOrder order = new PerStreamOrder();
  private final ConcurrentMap<List<StreamId>, CommandQueue<S, E>> queues =
      new ConcurrentHashMap<>();
  private final Function<CommandQueue<S, E>, Uni<Void>> turn;
  private final Function<List<PendingCommand<S, E>>, Uni<Void>> work;

  /**
   * Creates the queues.
   *
   * @param turn waits until the next batch of a queue may start
   * @param work completes every command of a batch, or leaves it waiting after a lost race; it ends
   *     when the next batch may start
   */
  CommandQueues(
      Function<CommandQueue<S, E>, Uni<Void>> turn,
      Function<List<PendingCommand<S, E>>, Uni<Void>> work) {
    this.turn = turn;
    this.work = work;
  }

  /** Returns the command's result. The command enters its queue on subscription. */
  Uni<CommandResult> handle(PendingCommand<S, E> command) {
    return Uni.createFrom().deferred(() -> enter(command));
  }

  /** Returns how many commands wait in each queue. */
  IntStream depths() {
    return queues.values().stream().mapToInt(CommandQueue::depth);
  }

  private Uni<CommandResult> enter(PendingCommand<S, E> command) {
    var opened = new CommandQueue<>(command);
    // A queue exists as long as it is being emptied. The command that opens a queue starts that.
    var queue = queues.merge(command.streams(), opened, (there, ignored) -> there.add(command));
    if (queue == opened) {
      drain(queue);
    }
    return command.result();
  }

  /** Runs the batches in a loop, since a batch may end at once and must not start the next one. */
  private void drain(CommandQueue<S, E> queue) {
    Multi.createBy()
        .repeating()
        .uni(() -> nextBatch(queue))
        .whilst(hasMore -> hasMore)
        .subscribe()
        .with(hasMore -> {});
  }

  /** A batch that fails has completed its commands with the failure. */
  private Uni<Boolean> nextBatch(CommandQueue<S, E> queue) {
    return Uni.createFrom()
        .deferred(() -> turn.apply(queue))
        .onFailure()
        .recoverWithNull()
        .chain(() -> order.inTurn(queue.streams(), () -> start(queue)))
        .onFailure()
        .recoverWithNull()
        .map(done -> hasMore(queue));
  }

  /**
   * Runs the batch in the context of its first command. If the work fails, it may have completed
   * none of the commands, so each of them gets the failure.
   */
  private Uni<Void> start(CommandQueue<S, E> queue) {
    var batch = queue.takeBatch();
    return batch.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .deferred(() -> batch.get(0).startThere(() -> work.apply(batch)))
            .onFailure()
            .invoke(failure -> batch.forEach(command -> command.failWithBatch(failure)))
            .invoke(() -> queue.putBack(batch));
  }

  private boolean hasMore(CommandQueue<S, E> queue) {
    var left =
        queues.computeIfPresent(
            queue.streams(), (streams, there) -> there.isEmpty() ? null : there);
    return left != null;
  }
}
