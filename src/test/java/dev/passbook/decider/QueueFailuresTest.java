package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each command gets a result, however its batch ends. */
@Timeout(600)
class QueueFailuresTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final StreamId stream = Tallies.newStream();
  private final CompletableFuture<Void> firstBatch = new CompletableFuture<>();
  private final List<Integer> batches = new ArrayList<>();

  private static PendingCommand<Tally, Counted> waiting(CountUp command) {
    var codec = new Tally.Codec(1);
    var store = new InMemoryEventStore<>(codec);
    var id = new CommandId(UUID.randomUUID());
    var idempotency = new IdempotencyRecord<>(store, command, id, Duration.ofDays(7));
    return new PendingCommand<>(
        new CommandExecution<>(command, id, idempotency, codec, DeciderMetrics.NONE));
  }

  /**
   * Returns queues whose first batch ends on the test's signal; later batches run the given work.
   */
  private CommandQueues<Tally, Counted> queues(
      Function<List<PendingCommand<Tally, Counted>>, Uni<Void>> work) {
    return new CommandQueues<>(
        queue -> Uni.createFrom().voidItem(),
        batch -> {
          batches.add(batch.size());
          return batches.size() == 1
              ? Uni.createFrom().completionStage(firstBatch)
              : work.apply(batch);
        });
  }

  private CompletableFuture<CommandResult> send(CommandQueues<Tally, Counted> queues) {
    return queues.handle(waiting(CountUp.by(1, stream))).subscribeAsCompletionStage();
  }

  private static Throwable failure(CompletableFuture<CommandResult> reply) throws Exception {
    return reply.handle((outcome, failure) -> failure).get(30, TimeUnit.SECONDS);
  }

  @Test
  void workThatThrowsAtOnceFailsItsWholeBatch() throws Exception {
    var queues = queues(QueueFailuresTest::refuse);
    send(queues);
    var waiting = Stream.generate(() -> send(queues)).limit(3).toList();

    firstBatch.complete(null);

    for (var reply : waiting) {
      assertInstanceOf(IllegalStateException.class, failure(reply));
    }
    assertEquals(List.of(1, 3), batches);
  }

  @Test
  void failingWorkFailsItsWholeBatchAndTheQueueGoesOn() throws Exception {
    var queues = queues(batch -> Uni.createFrom().failure(new IllegalStateException("failed")));
    var first = send(queues);
    var second = send(queues);

    firstBatch.completeExceptionally(new IllegalStateException("failed"));

    assertInstanceOf(IllegalStateException.class, failure(first));
    assertInstanceOf(IllegalStateException.class, failure(second));
    assertInstanceOf(IllegalStateException.class, failure(send(queues)));
    assertEquals(0, queues.depths().count());
  }

  @Test
  void aCommandCompletedBeforeTheFailureKeepsItsResult() throws Exception {
    var result = new CommandResult(new CommandResponse(201, null, null, "done"), false);
    var queues =
        queues(
            batch -> {
              batch.get(0).complete(result);
              throw new IllegalStateException("after the first result");
            });
    send(queues);
    var completed = send(queues);
    var failed = send(queues);

    firstBatch.complete(null);

    assertEquals(result, completed.get(30, TimeUnit.SECONDS));
    assertInstanceOf(IllegalStateException.class, failure(failed));
  }

  /** Commands with the same key each need their own batch. */
  @Test
  void aFullQueueOfBatchesThatEndAtOnceIsEmptied() throws Exception {
    var queues = queues(QueueFailuresTest::refuse);
    send(queues);
    var waiting =
        Stream.generate(
                () ->
                    queues
                        .handle(waiting(CountUp.by(1, stream).under("key")))
                        .subscribeAsCompletionStage())
            .limit(256)
            .toList();

    firstBatch.complete(null);

    for (var reply : waiting) {
      assertInstanceOf(IllegalStateException.class, failure(reply));
    }
    assertEquals(257, batches.size());
  }

  /** While the command joins a batch, another thread may subscribe to its result. */
  @Test
  void aCommandFailsAtItsDeadlineWhileItJoinsABatch() throws Exception {
    var command = waiting(CountUp.by(1, stream).until(Deadline.in(SHORT)));
    assertTrue(command.joinBatch());

    var result = command.result().subscribeAsCompletionStage();

    assertInstanceOf(StoreUnavailable.class, failure(result));
  }

  private static Uni<Void> refuse(List<PendingCommand<Tally, Counted>> batch) {
    throw new IllegalStateException("thrown for " + batch.size());
  }
}
