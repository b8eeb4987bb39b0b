package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that sends ahead and never reads costs one answer, and not for long. */
@QuarkusTest
@TestProfile(UnreadAnswersTest.Scarce.class)
class UnreadAnswersTest {
  public static final class Scarce implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("passbook.max-in-flight", "1", "passbook.request-timeout", "4s");
    }
  }

  /** Answers of kilobytes, so that they are more than all buffers between here and there hold. */
  private static final int AHEAD = 20_000;

  @Inject MeterRegistry figures;
  @Inject Admission admission;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/q/openapi", "/nothing-but-a-long-path"})
  void itIsServedNoFurtherThanItReads(String path) throws IOException {
    String long404 = path.length() > 20 ? path + "/n".repeat(1_500) : path;
    String request = "GET " + long404 + " HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      long all = (long) request.length() * AHEAD;
      long taken = client.sendAhead(request, AHEAD);
      double served = served();
      long more = 0;
      for (int round = 0; round < 200 && served < served(); round++) {
        more += client.sendAhead(request, 1_000);
        served = served();
      }
      assertTrue(taken + more <= all || served() < AHEAD, "all " + AHEAD + " were served unread");
      await().atMost(60, SECONDS).pollInterval(100, MILLISECONDS).until(client::refusesMore);
    }
    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
  }

  private double served() {
    return figures.find("http.server.request.duration").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** The one place that there is is given to whoever reads. */
  @Test
  void aClientThatReadsIsServedMeanwhile() throws IOException {
    String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawClient client = RawClient.connect(RestAssured.port)) {
      await()
          .atMost(60, SECONDS)
          .pollInterval(10, MILLISECONDS)
          .until(() -> client.sendAhead(request, 1_000) == 0 || client.refusesMore());
      await().atMost(30, SECONDS).until(() -> given().get("/nothing").statusCode() == 404);
    }
  }

  @Test
  void aPlaceIsFreeOnceTheAnswerIsWritten() {
    given().get("/nothing").then().statusCode(404);

    await().atMost(30, SECONDS).until(() -> admission.inFlight() == 0);
    assertEquals(0, admission.inFlight());
  }
}
