package dev.passbook.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever says nothing more, or not enough in time, does not keep a connection. */
@QuarkusTest
@TestProfile(SlowConnectionsTest.Impatient.class)
class SlowConnectionsTest {
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.idle-timeout", "1s", "passbook.request-timeout", "2s");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /acc",
        "GET /accounts HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
        "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{"
      })
  void aConnectionThatFallsSilentIsClosed(String half) throws IOException {
    try (var socket = connected()) {
      socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));

      assertEquals("", new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A byte now and then is no silence. */
  @Test
  void aBodyThatDripsInIsGivenUpWhenTheRequestsTimeIsOver() throws Exception {
    try (var socket = connected()) {
      var head = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      await().atMost(30, SECONDS).pollInterval(200, MILLISECONDS).until(() -> isAnswered(socket));

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  private static boolean isAnswered(Socket dripping) throws IOException {
    if (dripping.getInputStream().available() > 0) {
      return true;
    }
    dripping.getOutputStream().write(' ');
    return false;
  }

  private static Socket connected() throws IOException {
    var socket = new Socket("localhost", RestAssured.port);
    socket.setSoTimeout(30_000);
    return socket;
  }
}
