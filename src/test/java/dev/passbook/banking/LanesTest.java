package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private static final Duration SHORT = Duration.ofMillis(100);

  private final Lanes lanes = new Lanes();
  private final List<String> begun = new ArrayList<>();

  /** A command under way: it ends when the test completes it. */
  private CompletableFuture<Void> under(String name, UUID... accounts) {
    var work = new CompletableFuture<Void>();
    enter(name, deadline(), () -> Uni.createFrom().completionStage(work), accounts);
    return work;
  }

  private CompletableFuture<Void> enter(
      String name, Deadline deadline, Supplier<Uni<Void>> work, UUID... accounts) {
    return lanes
        .inTurn(
            List.of(accounts),
            deadline,
            () -> {
              begun.add(name);
              return work.get();
            })
        .subscribeAsCompletionStage();
  }

  @Test
  void theCommandsOfAnAccountGoInTheOrderInWhichTheyCame() {
    var first = under("first", A);
    var second = under("second", A);
    under("third", A);

    assertEquals(List.of("first"), begun);
    first.complete(null);
    assertEquals(List.of("first", "second"), begun);
    second.complete(null);
    assertEquals(List.of("first", "second", "third"), begun);
  }

  @Test
  void accountsDoNotWaitForEachOther() {
    under("a", A);
    under("b", B);

    assertEquals(List.of("a", "b"), begun);
  }

  @Test
  void aCommandThatFailsLetsTheNextOneGo() {
    var first = under("first", A);
    under("second", A);

    first.completeExceptionally(new IllegalStateException("failed"));

    assertEquals(List.of("first", "second"), begun);
  }

  @Test
  void aTransferWaitsForBothAccounts() {
    var a = under("a", A);
    var b = under("b", B);
    under("transfer", A, B);

    a.complete(null);
    assertEquals(List.of("a", "b"), begun);
    b.complete(null);
    assertEquals(List.of("a", "b", "transfer"), begun);
  }

  @Test
  void transfersInARingAllGo() {
    var there = under("there", A, B);
    var back = under("back", B, A);
    var around = under("around", C, A);
    var on = under("on", B, C);

    there.complete(null);
    back.complete(null);
    around.complete(null);
    on.complete(null);

    assertEquals(Set.of("there", "back", "around", "on"), Set.copyOf(begun));
    assertEquals(4, begun.size());
  }

  @Test
  void whoeverComesToItsTurnTooLateDoesNotBegin() {
    var first = under("first", A);
    var late = enter("late", Deadline.in(Duration.ZERO), Uni.createFrom()::voidItem, A);
    under("third", A);

    awaitOverloaded(late);
    assertEquals(List.of("first"), begun);
    first.complete(null);
    assertEquals(List.of("first", "third"), begun);
  }

  /** The one in front may have come to the second account later, and have more time. */
  @Test
  void nobodyWaitsPastItsOwnDeadlineForOneThatHasMoreTime() {
    var patient = under("patient", B);
    var transfer = enter("transfer", Deadline.in(SHORT), Uni.createFrom()::voidItem, A, B);
    under("next at A", A);
    under("next at B", B);

    awaitOverloaded(transfer);
    assertEquals(List.of("patient", "next at A"), begun);
    patient.complete(null);
    assertEquals(List.of("patient", "next at A", "next at B"), begun);
  }

  @Test
  void anIdleLaneIsForgotten() {
    under("first", A).complete(null);

    var next = under("next", A);

    assertEquals(List.of("first", "next"), begun);
    assertFalse(next.isDone());
  }

  private static void awaitOverloaded(CompletableFuture<Void> late) {
    await().until(late::isDone);
    assertEquals(Overloaded.class, late.handle((done, failure) -> failure.getClass()).join());
  }
}
