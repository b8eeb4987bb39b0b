package dev.passbook.http.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.RawClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A head that arrives slowly is never idle, but it must end within the request timeout. */
@QuarkusTest
@TestProfile(SlowHeadsTest.Impatient.class)
class SlowHeadsTest {
  /** The idle timeout is longer than the request timeout. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.idle-timeout", "8s", "passbook.request-timeout", "2s");
    }
  }

  private static final String WHOLE = "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void aSlowHeadTimesOut() throws IOException {
    try (RawClient requestLine = RawClient.connect(RestAssured.port);
        RawClient header = RawClient.connect(RestAssured.port)) {
      requestLine.send("GET /");
      header.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");

      for (RawClient client : List.of(requestLine, header)) {
        await().atMost(30, SECONDS).pollInterval(200, MILLISECONDS).until(() -> hasEnded(client));
        assertTrue(client.received().startsWith("HTTP/1.1 408 "), client.received());
        assertTrue(client.received().contains("application/problem+json"), client.received());
      }
    }
  }

  /** Each client sends everything at once and nothing more, so only that part counts. */
  @Test
  void theSecondHeadOfAConnectionTimesOutToo() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (String beginning :
          List.of("G", "GET / HTTP/1.1\r\nHo", "GET / HTTP/1.1\r\nHost: a\r\n", "\r\nGET /")) {
        RawClient client = RawClient.connect(RestAssured.port);
        clients.add(client);
        client.send(WHOLE + beginning);
      }

      for (RawClient client : clients) {
        await().atMost(30, SECONDS).pollInterval(200, MILLISECONDS).until(client::hasEnded);
        assertTrue(client.received().startsWith("HTTP/1.1 404 "), client.received());
        assertTrue(client.received().contains("HTTP/1.1 408 "), client.received());
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** Between two requests, only the idle timeout applies. */
  @Test
  void anIdleConnectionGetsNoResponse() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(WHOLE + "\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertEquals(2, client.received().split("HTTP/1[.]1 ", -1).length, client.received());
      assertFalse(client.received().contains(" 408 "), client.received());
    }
  }

  private static boolean hasEnded(RawClient client) throws IOException {
    client.refusesMore();
    return client.hasEnded();
  }
}
