package dev.passbook.eventstore.dynamodb.calls;

import static dev.passbook.eventstore.dynamodb.calls.WireServer.REQUEST_ID;
import static dev.passbook.eventstore.dynamodb.calls.WireServer.http;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that a call stays on the event loop that makes it. */
class ClientPerEventLoopTest {
  private static final String APPLIED =
      http("200 OK", "Content-Type: application/x-amz-json-1.0\r\n" + REQUEST_ID, "{}");

  private final WireServer server = WireServer.answering(APPLIED);
  private final NioEventLoopGroup loops = new NioEventLoopGroup(3);
  private final WiredClient wired = WiredClient.on(loops, server.endpoint());

  @AfterEach
  void close() {
    wired.close();
    server.close();
  }

  @Test
  void eachCallEndsOnTheEventLoopOnWhichItBegan() throws Exception {
    for (int round = 0; round < 3; round++) {
      for (var loop : loops) {
        assertTrue(loop.inEventLoop(whereACallFrom(loop).get(30, TimeUnit.SECONDS)));
      }
    }
  }

  /** Returns the thread on which a call ends that began on the event loop. */
  private CompletableFuture<Thread> whereACallFrom(EventExecutor loop) {
    var there = new CompletableFuture<Thread>();
    loop.execute(
        () ->
            wired
                .attempt(WiredClient.LONG)
                .subscribe()
                .with(
                    applied -> there.complete(Thread.currentThread()),
                    there::completeExceptionally));
    return there;
  }

  @Test
  void aCallFromAnotherThreadTakesAnyEventLoop() {
    Meaning failure = wired.meaning(WiredClient.LONG);

    assertNull(failure);
  }

  @Test
  void aClosedClientLeavesTheEventLoopsRunning() throws Exception {
    wired.client.close();

    for (var loop : loops) {
      assertEquals("here", loop.submit(() -> "here").get(30, TimeUnit.SECONDS));
    }
  }
}
