package dev.passbook.banking;

import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.VersionConflict;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A command that waits for its answer, in its lane and then in a batch. At its deadline it is told
 * what is known by then, whatever its batch is about.
 */
final class Waiting {
  /** What is kept of the time budget to look for a first answer once the races are given up. */
  static final Duration RESERVE = Duration.ofMillis(300);

  /** What an event takes in a row beside the client's own words, in bytes. */
  private static final int PLAIN_EVENT = 120;

  private static final int TRACE = 12;

  private enum Stage {
    IN_LANE,
    IN_BATCH,
    SENT,
    ANSWERED
  }

  private final Handling handling;
  private final int size;
  private final CallerContext.Place caller = CallerContext.here();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.IN_LANE);
  private final CompletableFuture<Uni<Reply>> answer = new CompletableFuture<>();
  private volatile boolean alone;
  private volatile boolean lostARace;

  Waiting(Handling handling) {
    this.handling = handling;
    this.size =
        PLAIN_EVENT
            + bytes(handling.command().content())
            + handling.request().traceParent().map(trace -> TRACE + trace.length()).orElse(0);
  }

  private static int bytes(List<String> content) {
    return content.stream()
        .filter(Objects::nonNull)
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  Handling handling() {
    return handling;
  }

  List<UUID> accounts() {
    return handling.command().accounts();
  }

  Deadline deadline() {
    return handling.request().deadline();
  }

  /** Begins work where its caller waits, in the context of that request. */
  Uni<Void> beginThere(Supplier<Uni<Void>> work) {
    return caller.begin(work);
  }

  Optional<String> markerKey() {
    return handling.memory().markerKey();
  }

  /** About what its event takes in a row, in bytes. */
  int size() {
    return size;
  }

  /**
   * The answer, back on the caller's event loop. Whoever is alone in its batch needs no clock of
   * its own: every step of the batch ends by its deadline.
   */
  Uni<Reply> answer() {
    var told = Uni.createFrom().completionStage(answer);
    var inTime =
        alone || answer.isDone()
            ? told
            : told.ifNoItem().after(patience()).recoverWithItem(this::giveUp);
    return CallerContext.backHere(inTime).chain(reply -> reply);
  }

  /** Until its time is up; it may be when it comes, after a pause of the machine. */
  private Duration patience() {
    var remaining = deadline().remaining();
    return (remaining.isNegative() ? Duration.ZERO : remaining).plusMillis(1);
  }

  private Uni<Reply> giveUp() {
    var failure =
        switch (stage.getAndSet(Stage.ANSWERED)) {
          case IN_LANE -> new Overloaded("the lane was too long");
          case IN_BATCH -> new StoreUnavailable("the batch was not sent in time", false, null);
          case SENT, ANSWERED -> new StoreUnavailable("the batch is under way", true, null);
        };
    return Uni.createFrom().failure(failure);
  }

  void shed() {
    fail(new Overloaded("the lane is full"));
  }

  /** Leaves the lane; false if it was answered meanwhile, for then it must not be decided. */
  boolean joinBatch() {
    return stage.compareAndSet(Stage.IN_LANE, Stage.IN_BATCH);
  }

  /** Its batch is complete, and nothing else is in it. Before that is known it keeps its clock. */
  void isAlone() {
    alone = true;
  }

  /** Whether it is to be decided, still or again. If its time is up, it is told so. */
  boolean isDue() {
    if (stage.get() != Stage.IN_BATCH) {
      return false;
    }
    if (lostARace && deadline().earlierBy(RESERVE).hasPassed()) {
      fail(new VersionConflict("other writers won every race"));
    } else if (deadline().hasPassed()) {
      fail(new Overloaded("its turn came too late"));
    }
    return stage.get() == Stage.IN_BATCH;
  }

  /** To be asked before the write it goes into: from here on it may be applied. */
  boolean isSent() {
    return stage.compareAndSet(Stage.IN_BATCH, Stage.SENT);
  }

  /** What it went into was not applied, and never will be. */
  void isNotApplied() {
    stage.compareAndSet(Stage.SENT, Stage.IN_BATCH);
  }

  void losesRace() {
    lostARace = true;
    isNotApplied();
  }

  /** Its key was used before. */
  void replay(Marker earlier) {
    reply(handling.memory().replay(earlier));
  }

  /** Its batch came to no end: only what was sent can be of unknown outcome. */
  void batchFails(Throwable failure) {
    var unsent = stage.get() != Stage.SENT;
    fail(
        unsent && failure instanceof StoreUnavailable
            ? new StoreUnavailable(FailureText.of(failure), false, failure)
            : failure);
  }

  void fail(Throwable failure) {
    reply(Uni.createFrom().failure(failure));
  }

  void reply(Reply reply) {
    reply(Uni.createFrom().item(reply));
  }

  /** Answers with what is yet to be done; that is the caller's, and no longer the lane's. */
  void reply(Uni<Reply> reply) {
    stage.set(Stage.ANSWERED);
    answer.complete(reply);
  }
}
