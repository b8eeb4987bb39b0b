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

/** A client that falls silent, or sends too slowly, loses its connection. */
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

  /** These are client errors, so they must not raise an alert. */
  @AfterEach
  void nothingIsLoggedAsAFailure() {
    log.leave();
    assertFalse(log.text().contains("ERROR"), log::text);
  }

  /** The connections fall silent at the same time, so that the test waits only once. */
  @Test
  void connectionsThatFallSilentAreClosed() throws IOException {
    try (var nothing = connected();
        var requestLine = connected();
        var head = connected();
        var body = connected()) {
      send(requestLine, "GET /acc");
      send(head, "GET /accounts HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
      send(body, "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");

      assertEquals("", received(nothing));
      assertEquals("", received(requestLine));
      assertEquals("", received(head));
      assertEquals("", received(body));
    }
  }

  /** A connection that sends a byte now and then is not idle. */
  @Test
  void aSlowBodyTimesOutWithTheRequest() throws Exception {
    try (var socket = connected()) {
      var head = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n";
      send(socket, head);

      await().atMost(30, SECONDS).pollInterval(200, MILLISECONDS).until(() -> hasResponse(socket));

      var response = received(socket);
      assertTrue(response.startsWith("HTTP/1.1 408 "), response);
    }
  }

  /** Its request's time ends before that of the later request. */
  @Test
  void aRefusedBodyDoesNotAlsoTimeOut() throws Exception {
    try (var socket = connected()) {
      var head = "POST /accounts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
      send(socket, head);
      send(socket, "5000\r\n" + " ".repeat(0x5000) + "\r\n");

      await().atMost(30, SECONDS).until(() -> socket.getInputStream().available() > 0);
      aSlowBodyTimesOutWithTheRequest();
    }
  }

  @Test
  void aConnectionResetDuringABodyIsNoFailure() throws Exception {
    try (var socket = connected()) {
      send(socket, "POST /accounts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{");
      // With this option, closing the socket resets the connection.
      socket.setSoLinger(true, 0);
    }
    aSlowBodyTimesOutWithTheRequest();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String received(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static boolean hasResponse(Socket dripping) throws IOException {
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
