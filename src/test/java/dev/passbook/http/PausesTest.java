package dev.passbook.http;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Pause;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks pauses on an event loop, where Quarkus counts whole milliseconds. */
@QuarkusTest
class PausesTest {
  @Inject Vertx vertx;

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 999_999, 1_000_000, 1_000_001, 2_500_000})
  void everyPauseEnds(long nanos) throws Exception {
    var pause = Duration.ofNanos(nanos);
    var ended = new CompletableFuture<Duration>();

    vertx
        .getOrCreateContext()
        .runOnContext(
            now -> {
              var begun = System.nanoTime();
              Pause.of(pause)
                  .map(over -> Duration.ofNanos(System.nanoTime() - begun))
                  .subscribe()
                  .with(ended::complete, ended::completeExceptionally);
            });

    var waited = ended.get(1, MINUTES);
    assertTrue(waited.compareTo(pause) >= 0, () -> waited + " of " + pause);
  }
}
