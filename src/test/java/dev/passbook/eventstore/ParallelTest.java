package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final List<Throwable> dropped = new ArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final CompletableFuture<String> second = new CompletableFuture<>();

  @BeforeEach
  void watchDroppedFailures() {
    Infrastructure.setDroppedExceptionHandler(dropped::add);
  }

  @AfterEach
  void leave() {
    Infrastructure.resetDroppedExceptionHandler();
  }

  private CompletableFuture<List<String>> both() {
    return Parallel.all(List.of(Uni.createFrom().completionStage(() -> first), second()))
        .subscribeAsCompletionStage();
  }

  private Uni<String> second() {
    return Uni.createFrom().completionStage(() -> second);
  }

  @Test
  void theItemsComeInTheOrderOfTheCalls() {
    var both = both();

    second.complete("second");
    first.complete("first");

    assertEquals(List.of("first", "second"), both.join());
    assertEquals(
        List.of(), Parallel.all(List.<Uni<String>>of()).subscribeAsCompletionStage().join());
  }

  @Test
  void ifBothFailTheLaterFailureIsNotDropped() {
    var both = both();

    second.completeExceptionally(new IllegalStateException("second"));
    first.completeExceptionally(new IllegalStateException("first"));

    var failure = assertThrows(CompletionException.class, both::join);
    assertEquals("second", failure.getCause().getMessage());
    assertEquals(List.of(), dropped);
  }

  @Test
  void aSingleFailureIsThatFailure() {
    var both = both();

    first.complete("first");
    second.completeExceptionally(new IllegalStateException("second"));

    var failure = assertThrows(CompletionException.class, both::join);
    assertEquals("second", failure.getCause().getMessage());
  }
}
