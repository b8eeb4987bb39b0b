package dev.passbook.http.edge;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.RawClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that sends ahead and never reads costs one response, and only for a short time. */
@QuarkusTest
@TestProfile(UnreadAnswersTest.Scarce.class)
class UnreadAnswersTest {
  public static final class Scarce implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.max-in-flight", "1", "passbook.request-timeout", "4s");
    }
  }

  /** The total of these responses, kilobytes each, exceeds all buffers on the way. */
  private static final int AHEAD = 20_000;

  @Inject MeterRegistry metrics;
  @Inject ConcurrencyLimit admission;

  @ParameterizedTest
  @MethodSource("paths")
  void aClientIsServedOnlyAsFarAsItReads(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    double before = served();
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      await()
          .atMost(120, SECONDS)
          .pollInterval(10, MILLISECONDS)
          .until(() -> isCut(client, request) || served() - before >= AHEAD);

      assertTrue(served() - before < AHEAD, AHEAD + " responses were not read");
    }
    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
  }

  static Stream<String> paths() {
    return Stream.of("/", "/q/openapi", "/nothing" + "/n".repeat(1_500));
  }

  /** The client keeps sending, so it is never idle. */
  private static boolean isCut(RawClient client, String request) {
    try {
      client.sendAhead(request, 1_000);
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private double served() {
    return metrics.find("http.server.request.duration").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** The only place goes to a client that reads. */
  @Test
  void aClientThatReadsIsServedMeanwhile() throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      await()
          .atMost(60, SECONDS)
          .pollInterval(10, MILLISECONDS)
          .until(() -> client.sendAhead(request, 1_000) == 0);
      await().atMost(30, SECONDS).until(() -> given().get("/nothing").statusCode() == 404);
    }
  }

  @Test
  void theDocumentTakesAPlaceWhileItIsUnread() throws IOException {
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      client.sendAhead("GET /q/openapi HTTP/1.1\r\nHost: a\r\n\r\n", AHEAD);

      await()
          .atMost(30, SECONDS)
          .pollInterval(10, MILLISECONDS)
          .until(() -> admission.inFlight() == 1);
      given().get("/q/health/live").then().statusCode(200);
    }
    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
  }

  @Test
  void aPlaceIsFreeOnceTheResponseIsWritten() {
    given().get("/nothing").then().statusCode(404);

    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
    assertEquals(0, admission.inFlight());
  }
}
