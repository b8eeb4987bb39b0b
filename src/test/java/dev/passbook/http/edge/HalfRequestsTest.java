package dev.passbook.http.edge;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.RawClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An incomplete request takes no capacity from other requests. */
@QuarkusTest
@TestProfile(HalfRequestsTest.Scarce.class)
class HalfRequestsTest {
  private static final String HALF_BODY =
      "POST /accounts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";

  /** No timeout ends during a test. */
  public static final class Scarce implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.max-in-flight", "2", "passbook.request-timeout", "60s");
    }
  }

  @Inject ConcurrencyLimit admission;
  @Inject BodyLimit bodies;

  /** The service may see only now that another test's connections are closed. */
  @BeforeEach
  void noBodyIsUnderWay() {
    await().atMost(30, SECONDS).until(() -> bodies.underWay() == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS, /accounts, 200",
    "OPTIONS, /nothing, 404",
    "GET, /, 200",
    "HEAD, /, 200",
    "POST, /, 405",
    "GET, /passbook.css, 200",
    "GET, /schemas/events/dev.passbook.AccountClosed.v1.json, 200",
    "GET, /schemas/nothing, 404",
    "GET, /q/openapi, 200",
    "GET, /q/health/live, 200",
    "GET, /accounts/0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90, 404",
    "GET, /nothing, 404",
    "POST, /nothing, 404",
    "PUT, /accounts, 405",
    "DELETE, /transfers, 405"
  })
  void aResponseThatNeedsNoBodyDoesNotWaitForOne(String method, String path, int status)
      throws IOException {
    for (String body : List.of("Content-Length: 9\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")) {
      try (RawClient client = RawClient.connect(RestAssured.port)) {
        client.send(method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + body);

        await().atMost(30, SECONDS).until(client::hasEnded);
        String received = client.received();
        assertTrue(received.startsWith("HTTP/1.1 " + status + " "), received);
        assertTrue(received.toLowerCase().contains("connection: close"), received);
      }
    }
  }

  /** The bytes after the refused head do not count as a request. */
  @Test
  void bytesAfterAnEarlyRefusalAreNotServed() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send("POST /accounts HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n");
      client.send("GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertTrue(client.received().startsWith("HTTP/1.1 413 "), client.received());
      assertEquals(2, client.received().split("HTTP/1[.]1 ", -1).length, client.received());
    }
  }

  /** A refusal keeps the connection open if the whole request had arrived. */
  @Test
  void aWholeRequestThatIsRefusedKeepsItsConnection() throws IOException {
    String refused =
        "POST /accounts HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}";
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.send(refused + "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      await().atMost(30, SECONDS).until(client::hasEnded);
      assertTrue(client.received().startsWith("HTTP/1.1 415 "), client.received());
      assertTrue(client.received().contains("HTTP/1.1 404 "), client.received());
    }
  }

  @Test
  void halfBodiesTakeNoPlaceFromWholeRequests() throws IOException {
    List<RawClient> half = RawClient.half(RestAssured.port, 8, HALF_BODY);
    try {
      // The service has seen all of them: their connections are older than this response.
      given().get("/nothing").then().statusCode(404);
      assertEquals(0, admission.inFlight());
      for (int i = 0; i < 5; i++) {
        given().contentType("application/json").body("{]").post("/accounts").then().statusCode(400);
      }
      given().get("/q/health/live").then().statusCode(200);
    } finally {
      close(half);
    }
  }

  /** There are eight places for bodies, four per request in flight. */
  @Test
  void theOldestHalfBodyMakesWayForTheNext() throws IOException {
    List<RawClient> half = RawClient.half(RestAssured.port, 8, HALF_BODY);
    try {
      await().atMost(60, SECONDS).pollInterval(200, MILLISECONDS).until(this::aSlowBodyIsRead);
      await().atMost(30, SECONDS).until(() -> hasMadeWay(half));
    } finally {
      close(half);
    }
  }

  private boolean aSlowBodyIsRead() throws IOException {
    try (RawClient slow = RawClient.connect(RestAssured.port)) {
      slow.send(HALF_BODY);
      // The service sees the head before the rest arrives.
      given().get("/nothing").then().statusCode(404);
      slow.send("]       ");
      await().atMost(30, SECONDS).until(() -> slow.received().contains("\r\n"));
      return slow.received().startsWith("HTTP/1.1 400 ");
    }
  }

  private static boolean hasMadeWay(List<RawClient> half) throws IOException {
    for (RawClient client : half) {
      if (client.received().startsWith("HTTP/1.1 408 ")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void abortedRequestsLeaveNothingBehind() throws IOException {
    for (RawClient client : RawClient.half(RestAssured.port, 50, HALF_BODY)) {
      client.abort();
    }
    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
    given().contentType("application/json").body("{]").post("/accounts").then().statusCode(400);
  }

  private static void close(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }
}
