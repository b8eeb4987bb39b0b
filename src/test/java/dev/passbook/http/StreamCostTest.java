package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who has a long history sent pays for it out of the same share as for requests. */
@QuarkusTest
@TestProfile(StreamCostTest.Counted.class)
class StreamCostTest {
  private static final int EVENTS = 3_000;

  public static final class Counted implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.caller.rate", "1", "passbook.caller.burst", "100")));
    }
  }

  @Inject EventStore<Account, AccountEvent> store;

  private final String token = TokenIssuerResource.issuer().token("acme", "olga", "operator");

  @Test
  void aStreamPaysForWhatItSends() throws Exception {
    var account = LongHistory.write(store, EVENTS);
    // On a busy machine the first fetch of the keys may come too late.
    await().atMost(2, MINUTES).until(() -> read(account).statusCode() == 200);
    try (var events = listen(account)) {
      // All 3,000 events are 500 tokens, which take minutes to come in again.
      readTo("id: " + EVENTS + "\n", events);

      await().atMost(30, SECONDS).until(() -> read(account).statusCode() == 429);
    }
    var refused = read(account);
    assertEquals("\"caller\";r=0", refused.header("RateLimit"));
    assertTrue(Integer.parseInt(refused.header("Retry-After")) > 60, refused.header("Retry-After"));
  }

  private Response read(String account) {
    return given().header("Authorization", "Bearer " + token).get("/accounts/" + account);
  }

  private InputStream listen(String account) throws Exception {
    var url = "http://localhost:" + RestAssured.port + "/accounts/" + account + "/events";
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }

  private static void readTo(String end, InputStream events) throws Exception {
    var tail = new StringBuilder();
    while (tail.indexOf(end) < 0) {
      var next = events.read();
      assertTrue(next >= 0, "the stream ended before " + end);
      tail.append((char) next);
      if (tail.length() > 10 * end.length()) {
        tail.delete(0, tail.length() - end.length());
      }
    }
  }
}
