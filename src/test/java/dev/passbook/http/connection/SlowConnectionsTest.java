package dev.passbook.http.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.contract.LogLines;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
      return Map.of("quarkus.http.idle-timeout", "2s", "passbook.request-timeout", "4s");
    }
  }

  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    log.listen();
  }

  /** None of this is the service's fault, and nobody is to be woken by it. */
  @AfterEach
  void nothingIsLoggedAsAFailure() {
    log.leave();
    assertFalse(log.text().contains("ERROR"), log::text);
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
      send(socket, half);

      assertEquals("", new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** A byte now and then is no silence. */
  @Test
  void aBodyThatDripsInIsGivenUpWhenTheRequestsTimeIsOver() throws Exception {
    try (var socket = connected()) {
      var head = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n";
      send(socket, head);

      await().atMost(30, SECONDS).pollInterval(200, MILLISECONDS).until(() -> isAnswered(socket));

      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
    }
  }

  /** Its time is over before that of one who comes later. */
  @Test
  void aBodyThatWasRefusedIsNotGivenUpOnTopOfIt() throws Exception {
    try (var socket = connected()) {
      var head = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      send(socket, head);
      send(socket, "5000\r\n" + " ".repeat(0x5000) + "\r\n");

      await().atMost(30, SECONDS).until(() -> socket.getInputStream().available() > 0);
      aBodyThatDripsInIsGivenUpWhenTheRequestsTimeIsOver();
    }
  }

  @Test
  void aBodyWhoseSenderResetsTheConnectionIsNoFailure() throws Exception {
    try (var socket = connected()) {
      send(socket, "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");
      // Closing it then is a reset.
      socket.setSoLinger(true, 0);
    }
    aBodyThatDripsInIsGivenUpWhenTheRequestsTimeIsOver();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
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
