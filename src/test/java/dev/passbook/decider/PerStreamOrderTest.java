package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PerStreamOrderTest {
  private static final StreamId A = new StreamId("tally-1");
  private static final StreamId B = new StreamId("tally-2");
  private static final StreamId C = new StreamId("tally-3");

  private final PerStreamOrder turns = new PerStreamOrder();
  private final List<String> begun = new ArrayList<>();

  /** Work in progress, which ends when the test completes it. */
  private CompletableFuture<Void> under(String name, StreamId... accounts) {
    var work = new CompletableFuture<Void>();
    turns
        .inTurn(
            List.of(accounts),
            () -> {
              begun.add(name);
              return Uni.createFrom().completionStage(work);
            })
        .subscribeAsCompletionStage();
    return work;
  }

  @Test
  void workOnAnAccountRunsInOrderOfArrival() {
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
  void workThatFailsLetsTheNextGo() {
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
  void transfersInARingAllComplete() {
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
  void finishedWorkIsForgotten() {
    under("first", A).complete(null);

    var next = under("next", A);

    assertEquals(List.of("first", "next"), begun);
    assertFalse(next.isDone());
  }
}
