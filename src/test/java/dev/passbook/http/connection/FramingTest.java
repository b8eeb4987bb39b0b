package dev.passbook.http.connection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.RawClient;
import dev.passbook.http.contract.LogLines;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks where one request ends and the next begins. An ambiguous request gets a response, and the
 * connection closes.
 */
@QuarkusTest
class FramingTest {
  private static final String NEXT = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST /accounts HTTP/1.1\r\nHost: a\r\n";
  private static final String GET = "GET /nothing HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  private final LogLines log = new LogLines();

  @BeforeEach
  void listen() {
    log.listen();
  }

  @AfterEach
  void nothingIsLoggedAsAFailure() {
    log.leave();
    assertFalse(log.text().contains("ERROR"), log::text);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(501, POST + "Transfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
        Arguments.of(501, POST + "Transfer-Encoding: identity\r\n\r\n"),
        Arguments.of(501, POST + "Transfer-Encoding: \r\n\r\n"),
        Arguments.of(
            501, POST + "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(501, GET + "transfer-encoding: CHUNKED;q=1\r\n\r\n0\r\n\r\n"),
        Arguments.of(400, POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            400,
            POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(
            400, POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        Arguments.of(400, POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(400, "POST /accounts HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Arguments.of(400, POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
        Arguments.of(400, POST + "Content-Length: -2\r\n\r\n"),
        Arguments.of(400, POST + "Content-Length: two\r\n\r\n"),
        Arguments.of(400, POST + "Content-Length: 99999999999999999999\r\n\r\n"),
        Arguments.of(400, CHUNKED + "zz\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "-2\r\n{}\r\n0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "fffffffffffffffff\r\n"),
        Arguments.of(400, CHUNKED + "2\r\n{}xx0\r\n\r\n"),
        Arguments.of(400, CHUNKED + "0\r\nno trailer\r\n\r\n"),
        Arguments.of(400, "NONSENSE\r\n\r\n"),
        Arguments.of(400, "GET /nothing\r\n\r\n"),
        Arguments.of(400, "GET /nothing HTTP\r\n\r\n"),
        Arguments.of(400, "\u0001\u0002" + GET + "\r\n"),
        Arguments.of(400, "\u0000" + GET + "\r\n"),
        Arguments.of(400, GET + "no colon\r\n\r\n"),
        Arguments.of(400, GET + "Host: b\r\n\r\n"),
        Arguments.of(400, GET + "host: a\r\n\r\n"),
        Arguments.of(400, GET + "X: \u0000\r\n\r\n"),
        Arguments.of(505, "GET /nothing HTTP/1.2\r\nHost: a\r\n\r\n"),
        Arguments.of(505, "GET /nothing HTTP/3.0\r\nHost: a\r\n\r\n"),
        Arguments.of(414, "GET /" + "n".repeat(4_100) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
        Arguments.of(431, GET + "X: " + "x".repeat(17_000) + "\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void ambiguousFramingGetsOneProblemAndNothingAfterItIsServed(int status, String request)
      throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(request + NEXT);

      await().atMost(30, SECONDS).until(client::hasEnded);
      isOneProblem(status, client.received());
    }
  }

  /** RFC 9112, section 3.2. The connection stays open, because the framing is sound. */
  @ParameterizedTest
  @ValueSource(strings = {"", "Host: a b\r\n", "Host: a/b\r\n"})
  void aRequestWithoutAValidHostGetsAProblemWithAllHeaders(String host) throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send("GET /accounts HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      isOneProblem(400, client.received());
      assertTrue(client.received().contains("nosniff"), client.received());
    }
  }

  private static void isOneProblem(int status, String received) {
    assertTrue(received.startsWith("HTTP/1.1 " + status + " "), received);
    assertEquals(2, received.split("HTTP/1[.]1 ", -1).length, received);
    assertTrue(received.contains("application/problem+json"), received);
    assertTrue(received.contains("\"status\":" + status), received);
    assertTrue(received.toLowerCase().contains("x-request-id: "), received);
    assertTrue(received.toLowerCase().contains("\r\ndate: "), received);
    assertFalse(received.contains("smuggled"), received);
  }

  /** The head is valid, so the request has already started. */
  @Test
  void aLaterBrokenChunkGetsAProblemToo() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(CHUNKED + "2\r\n{");
      client.send("}zz" + NEXT);

      await().atMost(30, SECONDS).until(client::hasEnded);
      isOneProblem(400, client.received());
    }
  }

  /** The response follows the head, before the service reads the broken chunk. */
  @ParameterizedTest
  @CsvSource({
    "404, POST /nothing",
    "405, PUT /accounts",
    "405, POST /",
    "200, OPTIONS /accounts",
    "404, OPTIONS /nothing",
    "404, GET /nothing",
    "200, GET /q/openapi"
  })
  void aResponseThatNeedsNoBodyPrecedesABrokenBody(int status, String line) throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(line + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + NEXT);

      await().atMost(30, SECONDS).until(client::hasEnded);
      String received = client.received();
      assertTrue(received.matches("(?s)HTTP/1[.]1 (" + status + "|400) .*"), received);
      assertTrue(received.toLowerCase().contains("connection: close"), received);
      assertFalse(received.contains("smuggled"), received);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: gzip\r\n", "Content-Length: -1\r\n", "no colon\r\n"})
  void aRefusedHeadHasNoBody(String field) throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send("HEAD /nothing HTTP/1.1\r\nHost: a\r\n" + field + "\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertTrue(client.received().matches("HTTP/1[.]1 (400|501) [^{]*"), client.received());
      assertTrue(client.received().endsWith("\r\n\r\n"), client.received());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a|b", "/accounts/\"", "/%zz", "/accounts/^"})
  void anInvalidPathIsAProblem(String path) throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertTrue(client.received().contains("\"status\":400"), client.received());
      assertTrue(client.received().contains("X-Request-Id: "), client.received());
    }
  }

  @Test
  void pipelinedRequestsAreServedInOrder() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        requests.append("GET /nothing/").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.append(CHUNKED.replace("accounts", "nothing")).append("1\r\n{\r\n0\r\n\r\n");
      }
      client.send(requests + "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      await().atMost(60, SECONDS).until(client::hasEnded);
      String received = client.received();
      assertEquals(402, received.split("HTTP/1[.]1 404 ", -1).length);
      int before = 0;
      for (int i = 0; i < 200; i++) {
        int at = received.indexOf("\"/nothing/" + i + "\"");
        assertTrue(at > before, "the response to request " + i + " is out of order");
        before = at;
      }
    }
  }

  @Test
  void anEmptyLineBetweenTwoRequestsIsIgnored() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(GET + "\r\n\r\n\r\n" + GET + "Connection: close\r\n\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertEquals(3, client.received().split("HTTP/1[.]1 404 ", -1).length, client.received());
    }
  }
}
