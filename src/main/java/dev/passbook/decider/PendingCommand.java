package dev.passbook.decider;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A command that waits for its result, first in its queue and then in a batch. At its deadline it
 * gets what is known by then, even if its batch is still under way.
 */
final class PendingCommand<S, E> {
  /** The part of the time budget that is kept for a look at the idempotency key. */
  static final Duration RESERVE = Duration.ofMillis(300);

  /** The bytes that an event takes in a row, without the client's own words. */
  private static final int PLAIN_EVENT = 120;

  private static final int TRACE = 12;

  private enum Stage {
    IN_QUEUE,
    IN_BATCH,
    SENT,
    ANSWERED
  }

  private final CommandExecution<S, E> execution;
  private final List<StreamId> streams;
  private final int size;
  private final CallerContext.Place caller = CallerContext.here();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.IN_QUEUE);
  private final CompletableFuture<Uni<CommandResult>> result = new CompletableFuture<>();
  private volatile boolean alone;
  private volatile boolean lostARace;

  PendingCommand(CommandExecution<S, E> execution) {
    var command = execution.command();
    this.execution = execution;
    this.streams = command.streams();
    this.size =
        PLAIN_EVENT
            + command.size()
            + command.traceParent().map(trace -> TRACE + trace.length()).orElse(0);
  }

  CommandExecution<S, E> execution() {
    return execution;
  }

  List<StreamId> streams() {
    return streams;
  }

  boolean createsStream() {
    return execution.command().createsStream();
  }

  boolean isStreamNamedByKey() {
    return execution.command().isStreamNamedByKey();
  }

  Deadline deadline() {
    return execution.command().deadline();
  }

  Optional<String> markerKey() {
    return execution.idempotency().markerKey();
  }

  Optional<String> claimedName() {
    return execution.command().claimedName();
  }

  /** Returns about how many bytes the command's event takes in a row. */
  int size() {
    return size;
  }

  /** Starts work on the event loop and in the context of this command's request. */
  <T> Uni<T> startThere(Supplier<Uni<T>> work) {
    return caller.begin(work);
  }

  /**
   * Returns the result, on the caller's event loop. A command that is alone in its batch needs no
   * timer of its own, since every step of the batch ends by its deadline.
   */
  Uni<CommandResult> result() {
    var given = given();
    var inTime =
        alone || result.isDone()
            ? given
            : given.ifNoItem().after(remaining()).recoverWithItem(this::giveUp);
    return CallerContext.backHere(inTime).chain(it -> it);
  }

  /** The deadline may have passed already, after a pause of the machine. */
  private Duration remaining() {
    var remaining = deadline().remaining();
    return (remaining.isNegative() ? Duration.ZERO : remaining).plusMillis(1);
  }

  /**
   * Gives up, unless the command has a result by now. Two timers may do so at the same moment, and
   * the batch may complete the command at that moment as well.
   */
  private Uni<CommandResult> giveUp() {
    var last = stage.getAndSet(Stage.ANSWERED);
    if (last != Stage.ANSWERED) {
      result.complete(Uni.createFrom().failure(failureAt(last)));
    }
    return given().chain(it -> it);
  }

  /** A timeout cancels what it waited for, so this is a copy. */
  private Uni<Uni<CommandResult>> given() {
    return Uni.createFrom().completionStage(result::copy);
  }

  private RuntimeException failureAt(Stage last) {
    return switch (last) {
      case IN_QUEUE -> lostARace ? lostEveryRace() : new Overloaded("the queue was too long");
      case IN_BATCH -> new StoreUnavailable("the batch was not sent in time", false, null);
      case SENT, ANSWERED -> new StoreUnavailable("the batch is under way", true, null);
    };
  }

  void shed() {
    fail(new Overloaded("the queue is full"));
  }

  /** Leaves the queue. Returns false if the command has a result, so it must not be decided. */
  boolean joinBatch() {
    return stage.compareAndSet(Stage.IN_QUEUE, Stage.IN_BATCH);
  }

  /** Notes that the batch is complete and holds nothing else. */
  void markAlone() {
    alone = !lostARace;
  }

  /** Returns whether the command still has to be decided. It fails if its time is up. */
  boolean isDue() {
    if (stage.get() != Stage.IN_BATCH) {
      return false;
    }
    if (lostARace && deadline().earlierBy(RESERVE).hasPassed()) {
      fail(lostEveryRace());
    } else if (deadline().hasPassed()) {
      fail(new Overloaded("its turn came too late"));
    }
    return stage.get() == Stage.IN_BATCH;
  }

  /** Marks the command before it is decided. From here on its write may be applied. */
  boolean markSent() {
    return stage.compareAndSet(Stage.IN_BATCH, Stage.SENT);
  }

  /** Notes that the write was not applied, and never will be. */
  void markNotApplied() {
    stage.compareAndSet(Stage.SENT, Stage.IN_BATCH);
  }

  /**
   * Notes that another writer was first. The command waits for the next batch, in which it may not
   * be alone.
   *
   * @param timer runs a task after a time
   */
  void loseRace(BiConsumer<Duration, Runnable> timer) {
    lostARace = true;
    if (alone) {
      alone = false;
      timer.accept(remaining(), this::giveUp);
    }
    markNotApplied();
    stage.compareAndSet(Stage.IN_BATCH, Stage.IN_QUEUE);
  }

  boolean isWaiting() {
    return stage.get() == Stage.IN_QUEUE;
  }

  private static VersionConflict lostEveryRace() {
    return new VersionConflict("other writers won every race");
  }

  /** Completes with the result that an earlier request with the same key got. */
  void replay(Marker earlier) {
    complete(execution.idempotency().replay(earlier));
  }

  /** Refuses the command, since another one has claimed the same name. */
  void refuse(Claim standing, Instant at) {
    complete(execution.claimed(standing, at));
  }

  /** The outcome is unknown only for a command that was sent. */
  void failWithBatch(Throwable failure) {
    var unsent = stage.get() != Stage.SENT;
    fail(
        unsent && failure instanceof StoreUnavailable
            ? new StoreUnavailable(FailureText.of(failure), false, failure)
            : failure);
  }

  void fail(Throwable failure) {
    complete(Uni.createFrom().failure(failure));
  }

  void complete(CommandResult given) {
    complete(Uni.createFrom().item(given));
  }

  /** Completes with work that is left to do. It runs for the caller, not for the queue. */
  void complete(Uni<CommandResult> given) {
    stage.set(Stage.ANSWERED);
    result.complete(given);
  }
}
