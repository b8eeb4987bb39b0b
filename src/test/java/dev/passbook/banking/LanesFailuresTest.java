package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.banking.TestBank.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.StoreUnavailable;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each command gets an answer, whatever becomes of its batch. */
@Timeout(600)
class LanesFailuresTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final UUID account = UUID.randomUUID();
  private final CompletableFuture<Void> firstBatch = new CompletableFuture<>();
  private final List<Integer> batches = new ArrayList<>();

  private Waiting waiting(Request request) {
    var command = credit(account, "1");
    var rendering = new TestBank.Plain();
    var store = new InMemoryEventStore<>(new AccountCodec());
    var memory = Memory.of(store, command, request, rendering, "id", Duration.ofDays(7));
    return new Waiting(new Handling(command, request, rendering, "id", memory, BankFigures.NONE));
  }

  /** A first batch that ends when the test wants, and then what the test wants. */
  private Lanes lanes(Function<List<Waiting>, Uni<Void>> work) {
    return new Lanes(
        batch -> {
          batches.add(batch.size());
          return batches.size() == 1
              ? Uni.createFrom().completionStage(firstBatch)
              : work.apply(batch);
        });
  }

  private CompletableFuture<Reply> send(Lanes lanes) {
    return lanes.handle(waiting(request())).subscribeAsCompletionStage();
  }

  private static Throwable failure(CompletableFuture<Reply> reply) throws Exception {
    return reply.handle((answer, failure) -> failure).get(30, TimeUnit.SECONDS);
  }

  @Test
  void workThatThrowsAtOnceIsToldToAllOfItsBatch() throws Exception {
    var lanes = lanes(LanesFailuresTest::refuse);
    send(lanes);
    var waiting = Stream.generate(() -> send(lanes)).limit(3).toList();

    firstBatch.complete(null);

    for (var reply : waiting) {
      assertInstanceOf(IllegalStateException.class, failure(reply));
    }
    assertEquals(List.of(1, 3), batches);
  }

  @Test
  void workThatFailsIsToldToAllOfItsBatchAndTheLaneGoesOn() throws Exception {
    var lanes = lanes(batch -> Uni.createFrom().failure(new IllegalStateException("failed")));
    var first = send(lanes);
    var second = send(lanes);

    firstBatch.completeExceptionally(new IllegalStateException("failed"));

    assertInstanceOf(IllegalStateException.class, failure(first));
    assertInstanceOf(IllegalStateException.class, failure(second));
    assertInstanceOf(IllegalStateException.class, failure(send(lanes)));
    assertEquals(0, lanes.depths().count());
  }

  @Test
  void whatWasAnsweredBeforeTheWorkFailedKeepsItsAnswer() throws Exception {
    var answer = new Reply(new Answer(201, null, null, "done"), false);
    var lanes =
        lanes(
            batch -> {
              batch.get(0).reply(answer);
              throw new IllegalStateException("after the first answer");
            });
    send(lanes);
    var answered = send(lanes);
    var failed = send(lanes);

    firstBatch.complete(null);

    assertEquals(answer, answered.get(30, TimeUnit.SECONDS));
    assertInstanceOf(IllegalStateException.class, failure(failed));
  }

  /** Of commands with one key each is a batch of its own. */
  @Test
  void aFullLaneOfBatchesThatEndAtOnceIsEmptied() throws Exception {
    var lanes = lanes(LanesFailuresTest::refuse);
    send(lanes);
    var waiting =
        Stream.generate(() -> lanes.handle(waiting(keyed("key"))).subscribeAsCompletionStage())
            .limit(256)
            .toList();

    firstBatch.complete(null);

    for (var reply : waiting) {
      assertInstanceOf(IllegalStateException.class, failure(reply));
    }
    assertEquals(257, batches.size());
  }

  /** While it joins a batch, another thread may ask for its answer. */
  @Test
  void aCommandIsAnsweredAtItsDeadlineBeforeItIsKnownToBeAlone() throws Exception {
    var command =
        waiting(new Request(Caller.ANYONE, Optional.empty(), Optional.empty(), Deadline.in(SHORT)));
    assertTrue(command.joinBatch());

    var answer = command.answer().subscribeAsCompletionStage();

    assertInstanceOf(StoreUnavailable.class, failure(answer));
  }

  private static Uni<Void> refuse(List<Waiting> batch) {
    throw new IllegalStateException("thrown for " + batch.size());
  }
}
