package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.packaging.PackagedService;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Reports the latency from sending a write to a client's event. It asserts only that the events
 * arrive in order.
 */
@QuarkusIntegrationTest
class LiveEventsLatencyIT extends PassbookOverHttp {
  @Test
  void fromAWriteToAClientOfTheSameInstance() {
    fromAWriteToAClientOfTheSameInstance(40);
  }

  @Test
  void fromAWriteToAClientOfAnotherInstance() {
    fromAWriteToAClientOfAnotherInstance(8);
  }

  /** Collects enough measurements to compare. */
  @Tag("soak")
  @Test
  void manyTimesFromAWriteToAClient() {
    fromAWriteToAClientOfTheSameInstance(200);
    fromAWriteToAClientOfAnotherInstance(50);
  }

  private static void fromAWriteToAClientOfTheSameInstance(int writes) {
    report("same instance", URI.create("http://localhost:" + RestAssured.port), writes, 20);
  }

  /** The two instances share only the table. */
  private static void fromAWriteToAClientOfAnotherInstance(int writes) {
    try (PackagedService other = PackagedService.start(Map.of())) {
      report("another instance", other.url(), writes, 600);
    }
  }

  /** Pauses between writes, so that they fall at any moment between two polls of the table. */
  private static void report(String title, URI instance, int writes, int longestPauseMillis) {
    String id = open();
    List<Long> nanos = new ArrayList<>();
    try (Listener listener = Listener.to(instance.resolve("/accounts/" + id + "/events"))) {
      listener.next();
      for (int write = 0; write < writes; write++) {
        long sent = System.nanoTime();
        accepted(credit(id, "1"));
        Listener.Event event = listener.next();
        assertThat(event.version(), equalTo(write + 2L));
        nanos.add(event.nanoTime() - sent);
        LockSupport.parkNanos(
            ThreadLocalRandom.current().nextLong(1_000_000L * longestPauseMillis));
      }
    }
    nanos.sort(null);
    System.out.printf(
        "Write to client, %s: p50 %d ms, p95 %d ms, p99 %d ms (%d writes)%n",
        title, millis(nanos, 50), millis(nanos, 95), millis(nanos, 99), writes);
  }

  private static long millis(List<Long> sorted, int percentile) {
    return Duration.ofNanos(sorted.get((sorted.size() - 1) * percentile / 100)).toMillis();
  }
}
