package dev.passbook.packaging;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.http.RawClient;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that a client that doesn't read its response doesn't delay the end of the process. */
class UnreadStopIT {
  private static final int ENDED_BY_SIGTERM = 128 + 15;
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int ROUNDS_WITHOUT_ROOM = 10;

  /** Longer than the test, so that neither the request nor the stop times out first. */
  private static final Map<String, String> PATIENT =
      Map.of("PASSBOOK_REQUEST_TIMEOUT", "60s", "QUARKUS_SHUTDOWN_TIMEOUT", "600s");

  private int full;

  @Test
  void anUnreadResponseIsAbandonedOnSigterm() throws IOException {
    try (PackagedService service = PackagedService.start(PATIENT);
        RawClient client = RawClient.connect(service.url().getPort())) {
      await().atMost(60, SECONDS).pollInterval(50, MILLISECONDS).until(() -> isFull(client));

      service.process().destroy();

      assertEquals(ENDED_BY_SIGTERM, service.exitCode());
    }
  }

  /** Returns whether the service has accepted no more bytes for a while. */
  private boolean isFull(RawClient client) throws IOException {
    full = client.sendAhead(REQUEST, 1_000) == 0 ? full + 1 : 0;
    return full == ROUNDS_WITHOUT_ROOM;
  }
}
