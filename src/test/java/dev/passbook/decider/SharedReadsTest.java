package dev.passbook.decider;

import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Callers that wait for the same position share one read. */
class SharedReadsTest {
  private final SharedReads<Long, String> reads = new SharedReads<>();
  private final Queue<CompletableFuture<String>> begun = new ArrayDeque<>();

  private CompletableFuture<String> read(long after) {
    return reads.read(after, this::begin).subscribeAsCompletionStage();
  }

  private Uni<String> begin() {
    var pending = new CompletableFuture<String>();
    begun.add(pending);
    return Uni.createFrom().completionStage(pending);
  }

  @Test
  void concurrentReadsOfOnePositionAreShared() {
    var all = Stream.generate(() -> read(400)).limit(50).toList();
    assertEquals(1, begun.size());

    begun.remove().complete("a page");

    all.forEach(each -> assertEquals("a page", each.join()));
  }

  @Test
  void aFinishedReadIsNotKept() {
    read(400);
    begun.remove().complete("a page");

    var later = read(400);
    begun.remove().complete("another page");

    assertEquals("another page", later.join());
  }

  @Test
  void anotherPositionIsReadSeparately() {
    var one = read(400);
    var other = read(500);
    var first = begun.remove();
    begun.remove().complete("other");

    assertFalse(one.isDone());
    assertEquals("other", other.join());
    first.complete("one");
    assertEquals("one", one.join());
  }

  @Test
  void aFailureReachesAllCallersAndTheNextReadTriesAgain() {
    var one = read(400);
    var two = read(400);
    begun.remove().completeExceptionally(new IllegalStateException("out of reach"));

    assertTrue(one.isCompletedExceptionally() && two.isCompletedExceptionally());
    var again = read(400);
    begun.remove().complete("a page");
    assertEquals("a page", again.join());
  }

  @Test
  void aCallerThatCancelsDoesNotCancelTheRead() {
    var gone = reads.read(400L, this::begin).subscribe().with(page -> {}, failure -> {});
    var stays = read(400);
    gone.cancel();
    assertEquals(1, begun.size());

    begun.remove().complete("a page");

    assertEquals("a page", stays.join());
  }

  @Test
  void aReadThatThrowsAtOnceFails() {
    var failing = reads.read(400L, SharedReadsTest::refuse);

    assertThrows(IllegalStateException.class, () -> get(failing));
    assertThrows(IllegalStateException.class, () -> get(failing));
  }

  private static Uni<String> refuse() {
    throw new IllegalStateException("no");
  }
}
