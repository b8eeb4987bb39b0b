package dev.passbook.banking;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Has the commands on an account done one batch after the other: what comes while a batch is under
 * way goes together in the next. None waits for company: a command that finds its lane empty goes
 * at once.
 *
 * <p>The work belongs to the lane, not to a caller: nobody who goes away takes a batch with him.
 */
final class Lanes {
  private final Turns turns = new Turns();
  private final ConcurrentMap<List<UUID>, Lane> lanes = new ConcurrentHashMap<>();
  private final Function<List<Waiting>, Uni<Void>> work;

  /**
   * @param work answers all of a batch; it ends when the next one may begin
   */
  Lanes(Function<List<Waiting>, Uni<Void>> work) {
    this.work = work;
  }

  /** The command's answer; it enters its lane when somebody subscribes. */
  Uni<Reply> handle(Waiting command) {
    return Uni.createFrom().deferred(() -> enter(command));
  }

  /** How many commands wait in each lane. */
  IntStream depths() {
    return lanes.values().stream().mapToInt(Lane::depth);
  }

  private Uni<Reply> enter(Waiting command) {
    var opened = new Lane(command);
    // A lane is there for as long as its turn is asked for or taken: whoever opens it sees to that.
    var lane = lanes.merge(command.accounts(), opened, (there, newcomers) -> there.add(command));
    if (lane == opened) {
      empty(lane);
    }
    return command.answer();
  }

  /** Batch after batch. Some end at once, such as one whose time is up: none begins within it. */
  private void empty(Lane lane) {
    Multi.createBy()
        .repeating()
        .uni(() -> nextBatch(lane))
        .whilst(isLeft -> isLeft)
        .subscribe()
        .with(isLeft -> {});
  }

  /** Whether there are more. A batch that fails has been answered with that. */
  private Uni<Boolean> nextBatch(Lane lane) {
    return turns
        .inTurn(lane.accounts(), () -> begin(lane.take()))
        .onFailure()
        .recoverWithNull()
        .map(done -> isLeft(lane));
  }

  /**
   * A batch is its first command's work, and not that of whoever was before it in the lane. If the
   * work itself fails, it answered perhaps none of them: each gets the failure.
   */
  private Uni<Void> begin(List<Waiting> batch) {
    return batch.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .deferred(() -> batch.get(0).beginThere(() -> work.apply(batch)))
            .onFailure()
            .invoke(failure -> batch.forEach(command -> command.batchFails(failure)));
  }

  private boolean isLeft(Lane lane) {
    var left =
        lanes.computeIfPresent(
            lane.accounts(), (accounts, there) -> there.isEmpty() ? null : there);
    return left != null;
  }
}
