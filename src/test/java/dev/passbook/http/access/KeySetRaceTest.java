package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.http.PausingCaller;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.RawServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key set is read completely, however late its reader takes each step. */
class KeySetRaceTest {
  private final String keySet = Issuer.fresh().keySet();
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aCallerThatPausesBetweenTheStepsGetsTheWholeSet() {
    try (var server = new RawServer(RawServer.ok(keySet))) {
      assertEquals(keySet, read(server.left(), URI.create(server.url())).toString());
    }
  }

  @Test
  void aCallerThatPausesGetsTheWholeFile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("my keys.json"), keySet);

    assertEquals(keySet, read(new CountDownLatch(0), file.toUri()).toString());
  }

  private Buffer read(CountDownLatch responseIsOver, URI location) {
    var paused = new PausingCaller(responseIsOver).meeting(vertx);
    return new KeySetSource(paused, location, Optional.empty(), Duration.ofMinutes(1))
        .read()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(2, TimeUnit.MINUTES)
        .join();
  }
}
